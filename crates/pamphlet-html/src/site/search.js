// Works the search page. It asks the site's own index (pagefind) and nothing else; nobody learns what was looked for.
const form = document.getElementById("p_search");
const field = document.getElementById("p_words");
const found = document.getElementById("p_found");
const list = document.getElementById("p_results");
const more = document.getElementById("p_more");
const without = document.getElementById("p_without");
let index;
let asked = 0;
// What was found and isn't shown yet.
let rest = [];
const AT_A_TIME = 20;

function link(address, words) {
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.textContent = words;
  return anchor;
}

function line(words) {
  const paragraph = document.createElement("p");
  paragraph.append(words);
  return paragraph;
}

// The sections that say most of what was looked for, in the page's order.
function sections(page) {
  const score = (part) => part.weighted_locations.reduce((sum, { balanced_score }) => sum + balanced_score, 0);
  const all = page.sub_results.filter((part) => part.url !== page.url && part.title !== page.meta.title);
  const best = [...all].sort((a, b) => score(b) - score(a)).slice(0, 3);
  return all.filter((part) => best.includes(part));
}

// A page is told by its own summary: what stands around the words is often a table or advice that every page has.
function entry(page) {
  const item = document.createElement("li");
  item.className = "p-card";
  const title = line(link(page.url, page.meta.title));
  title.className = "p-card-title";
  item.append(title);
  if (page.meta.summary) item.append(line(page.meta.summary));
  if (page.meta.review) {
    const review = line("");
    review.className = "p-review-short";
    const words = document.createElement("strong");
    words.textContent = page.meta.review;
    review.append(words);
    item.append(review);
  }
  const places = sections(page);
  if (places.length) {
    const inside = document.createElement("ul");
    for (const { url, title } of places) {
      const place = document.createElement("li");
      place.append(link(url, title));
      inside.append(place);
    }
    item.append(inside);
  }
  return item;
}

async function show(turn) {
  const pages = await Promise.all(rest.slice(0, AT_A_TIME).map((result) => result.data()));
  if (turn !== asked) return;
  rest = rest.slice(AT_A_TIME);
  const shown = pages.map(entry);
  list.append(...shown);
  list.hidden = !list.children.length;
  more.hidden = !rest.length;
  return shown;
}

async function look() {
  const words = field.value.trim();
  const turn = ++asked;
  list.replaceChildren();
  list.hidden = true;
  more.hidden = true;
  found.textContent = "";
  if (!words) return;
  const { results } = await index.search(words);
  // A later question has been asked meanwhile.
  if (turn !== asked) return;
  rest = results;
  await show(turn);
  if (turn !== asked) return;
  found.textContent = results.length ? `${found.dataset.found} ${results.length}` : found.dataset.none;
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
  more.addEventListener("click", async () => {
    const shown = await show(asked);
    // Who used the button reads on where the list goes on.
    shown?.[0]?.querySelector("a").focus();
  });
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  await look();
} catch (error) {
  // The list of all pages stays, and the words above it say why.
  console.warn(error);
}
