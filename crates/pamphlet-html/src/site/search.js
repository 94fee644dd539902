// Works the search page. It asks the site's own index (pagefind) and nothing else; nobody learns what was looked for.
const form = document.getElementById("p_search");
const field = document.getElementById("p_words");
const found = document.getElementById("p_found");
const list = document.getElementById("p_results");
const without = document.getElementById("p_without");
let index;
let asked = 0;

// An excerpt has marks around the words, and no other markup is taken over.
function excerpt(text) {
  const line = document.createElement("p");
  for (const [at, part] of text.split(/<\/?mark>/).entries()) {
    const piece = at % 2 ? document.createElement("mark") : document.createElement("span");
    piece.textContent = part.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");
    line.append(piece);
  }
  return line;
}

function link(address, words) {
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.textContent = words;
  return anchor;
}

function entry(page) {
  const item = document.createElement("li");
  item.className = "p-card";
  const title = document.createElement("p");
  title.className = "p-card-title";
  title.append(link(page.url, page.meta.title));
  item.append(title, excerpt(page.excerpt));
  const places = page.sub_results.filter((part) => part.url !== page.url && part.title !== page.meta.title).slice(0, 3);
  if (places.length) {
    const inside = document.createElement("ul");
    for (const part of places) {
      const place = document.createElement("li");
      place.append(link(part.url, part.title));
      inside.append(place);
    }
    item.append(inside);
  }
  return item;
}

async function look() {
  const words = field.value.trim();
  const turn = ++asked;
  list.replaceChildren();
  list.hidden = true;
  found.textContent = "";
  if (!words) return;
  const { results } = await index.search(words);
  const pages = await Promise.all(results.slice(0, 20).map((result) => result.data()));
  // A later question has been asked meanwhile.
  if (turn !== asked) return;
  found.textContent = pages.length ? `${found.dataset.found} ${results.length}` : found.dataset.none;
  list.append(...pages.map(entry));
  list.hidden = !pages.length;
  history.replaceState(null, "", `?q=${encodeURIComponent(words)}`);
}

try {
  index = await import(new URL(form.dataset.index, document.baseURI));
  await index.options({ baseUrl: new URL(form.dataset.root, document.baseURI).pathname });
  await index.init();
  form.hidden = false;
  without.hidden = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    look();
  });
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  await look();
} catch (error) {
  // The list of all pages stays, and the words above it say why.
  console.warn(error);
}
