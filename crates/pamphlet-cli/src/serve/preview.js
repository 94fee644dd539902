// Loads the page again when the preview says that something has changed.
const changes = new EventSource("/_pamphlet/changes");
changes.onmessage = () => {
  const frames = document.querySelectorAll("iframe[data-form]");
  if (!frames.length) location.reload();
  for (const frame of frames) frame.contentWindow.location.reload();
};
// A preview that was started again has changes that nobody was told of.
changes.onerror = () => changes.addEventListener("open", () => location.reload(), { once: true });
