// pages.mjs JUDGE FOLDER FILE.html...: judges web pages of a build in Chromium, and prints each finding.
//
//   axe       axe-core's rules for WCAG 2.2 AA and its best practices, on a phone and a desk, in the light and the dark
//   ibm       IBM Equal Access's rules for WCAG 2.2, on a phone and a desk, in the light and the dark
//   loading   a page works at any address below a strict Content-Security-Policy, and from disk; asks for nothing outside its build; only
//             the search has a script
//   reflow    nothing is cut or scrolls sideways on a screen 320 pixels wide, with all details open; nor on one a little wider in letters
//             twice as large
//   touch     whatever can be touched and doesn't stand in running text is 44 CSS pixels high on a telephone
//   printing  each word of a page's main content is on paper, though its details were closed
//   moved     a page that leads on does
//
// PAMPHLET_VALIDATORS names the folder that install.sh filled, CHROMIUM the browser.

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(path.join(process.env.PAMPHLET_VALIDATORS, 'node', 'package.json'));
const { chromium } = require('playwright-core');
const { AxeBuilder } = require('@axe-core/playwright');

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const PHONE = { width: 320, height: 640 };
const DESK = { width: 1280, height: 800 };

// No address of a host's site is foreseen, so the build is served from one that no author would guess.
const BASE = '/some/base/path/';
// What a host shows for an address that leads nowhere has addresses from the host's root, at any depth.
const NOT_FOUND = '404.html';
const NOWHERE = '/no/such/page/';
const POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'";
// The search runs a script and WebAssembly, in a worker that has the policy of its own file; no other page may.
const SEARCH_POLICY = `${POLICY}; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'`;
const isSearch = (file) => /(^|\/)search\/index\.html$/.test(file);
const TYPES = { '.js': 'text/javascript', '.json': 'application/json', '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.svg': 'image/svg+xml', '.png': 'image/png', '.jpg': 'image/jpeg', '.woff2': 'font/woff2' };

const [judge, folder, ...pages] = process.argv.slice(2);
const root = path.resolve(folder);
const files = pages.map((file) => path.relative(root, path.resolve(file)));

let count = 0;
function finding(file, text) {
  count += 1;
  console.log(`${path.join(folder, file)}: ${text}`);
}

async function axe(browser) {
  for (const viewport of [PHONE, DESK]) {
    const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
    await eachOf(files, async (file) => {
      const page = await context.newPage();
      await page.goto(onDisk(file));
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme });
        // A page has no frames, so axe needs no second page to gather their results in.
        const builder = new AxeBuilder({ page }).setLegacyMode().withTags(TAGS).options({ resultTypes: ['violations'] });
        const { violations, passes } = await builder.analyze();
        const where = `${colorScheme}, ${viewport.width} px`;
        for (const { id, help, nodes } of violations) {
          finding(file, `${id} (${where}): ${help}: ${nodes.length} times, first ${nodes[0].html.slice(0, 120)}`);
        }
        if (passes.length === 0) finding(file, `axe judged nothing (${where})`);
      }
      await page.close();
    });
    await context.close();
  }
}

async function ibm(browser) {
  const engine = require.resolve('accessibility-checker-engine/ace.js');
  for (const viewport of [PHONE, DESK]) {
    const context = await browser.newContext({ viewport, bypassCSP: true });
    await eachOf(files, async (file) => {
      const page = await context.newPage();
      await page.goto(onDisk(file));
      await page.addScriptTag({ path: engine });
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme });
        const results = await page.evaluate(async () => {
          const { results } = await new ace.Checker().check(document, ['WCAG_2_2']);
          // A folded table is set as blocks: browsers take it for no table, and each cell says itself what its column is. The rule looks at the
          // element's name alone.
          const isFolded = (table) => table?.matches?.('table') && getComputedStyle(table).display === 'block'
            && [...table.querySelectorAll('td > [class$="cell-label"]')].some((label) => label.checkVisibility());
          const counts = ({ ruleId, node }) => ruleId !== 'table_headers_exists' || !isFolded(node);
          return results.filter(counts).map(({ ruleId, value, message, snippet }) => ({ ruleId, value, message, snippet }));
        });
        for (const { ruleId, value: [level, verdict], message, snippet } of results) {
          if (level === 'VIOLATION' && verdict === 'FAIL') finding(file, `${ruleId} (${colorScheme}, ${viewport.width} px): ${message}: ${snippet.slice(0, 120)}`);
        }
        if (results.length === 0) finding(file, 'Equal Access judged nothing');
      }
      await page.close();
    });
    await context.close();
  }
}

// Two at a time, as many as a small machine has cores.
async function eachOf(items, judgeOne) {
  const queue = [...items];
  const worker = async () => {
    while (queue.length) await judgeOne(queue.shift());
  };
  await Promise.all([worker(), worker()]);
}

// Serves the build, and returns its host.
async function serve() {
  const server = http.createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    // For the page that has them, addresses from the root lead into the build too.
    const inside = name.startsWith(BASE) ? name.slice(BASE.length) : name.slice(1);
    const file = path.join(root, name.startsWith(NOWHERE) ? NOT_FOUND : inside);
    if (name === '/favicon.ico') { // the browser asks for it, not the page
      response.writeHead(204).end();
      return;
    }
    if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile()) {
      response.writeHead(404).end();
      return;
    }
    const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
    response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': isSearch(name) || name.includes('/pagefind/') ? SEARCH_POLICY : POLICY });
    fs.createReadStream(file).pipe(response);
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  server.unref();
  return `http://127.0.0.1:${server.address().port}`;
}

async function loading(browser) {
  const disk = `${pathToFileURL(root).href}/`;

  const context = await browser.newContext({ viewport: DESK });
  for (const file of files) {
    const bases = file === NOT_FOUND ? [`${host}${NOWHERE}`] : [`${host}${BASE}`, disk];
    for (const base of bases) {
      const page = await context.newPage();
      page.on('request', (request) => {
        // Each page stays below its base; that for addresses that lead nowhere, on its host.
        const inside = request.url().startsWith(file === NOT_FOUND ? host : base) || request.url().startsWith('data:');
        if (!inside) finding(file, `asks for ${request.url()}`);
      });
      // From disk no browser runs a module: the search leads to the list of all pages then.
      const fromDisk = base === disk && isSearch(file);
      page.on('requestfailed', (request) => {
        if (!fromDisk || !request.url().endsWith('.js')) finding(file, `can't load ${request.url()}`);
      });
      page.on('response', (response) => {
        if (response.status() >= 400) finding(file, `can't load ${response.url()}: ${response.status()}`);
      });
      page.on('console', (message) => {
        if (message.type() === 'error' && !fromDisk) finding(file, message.text());
      });
      await page.goto(base + file.split(path.sep).map(encodeURIComponent).join('/'), { waitUntil: isSearch(file) ? 'networkidle' : 'load' });
      const scripts = await page.evaluate(() => [...document.scripts].filter((script) => script.type !== 'application/ld+json').length);
      if (scripts !== (isSearch(file) ? 1 : 0)) finding(file, `${scripts} scripts`);
      await page.close();
    }
  }
  await context.close();
}

async function reflow(browser) {
  await reflowAt(browser, PHONE.width, 100);
  await reflowAt(browser, 390, 200);
}

async function reflowAt(browser, width, letters) {
  const context = await browser.newContext({ viewport: { ...PHONE, width }, bypassCSP: true });
  for (const file of files) {
    const page = await context.newPage();
    await page.goto(onDisk(file));
    await page.addStyleTag({ content: `html { font-size: ${letters}% }` });
    await page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
    const { needed, given, cut } = await page.evaluate(() => {
      const given = document.documentElement.clientWidth;
      // A table may scroll in a box of its own; nothing else may reach past the edge.
      const scrolls = (element) => element && (['auto', 'scroll'].includes(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
      const outside = (element) => {
        const box = element.getBoundingClientRect();
        return box.width > 1 && (box.right > given + 1 || box.left < -1) && box.right > 0 && !scrolls(element.parentElement);
      };
      const cut = [...document.body.querySelectorAll('*')].filter(outside).map((element) => element.outerHTML.slice(0, 100));
      return { needed: document.documentElement.scrollWidth, given, cut };
    });
    const where = `${given} px, letters of ${letters} %`;
    if (needed > given) finding(file, `is ${needed} px wide on a screen of ${where}`);
    if (cut.length) finding(file, `${cut.length} elements reach past the edge at ${where}, first ${cut[0]}`);
    await page.close();
  }
  await context.close();
}

async function touch(browser) {
  const context = await browser.newContext({ viewport: PHONE, hasTouch: true, isMobile: true });
  for (const file of files) {
    const page = await context.newPage();
    await page.goto(onDisk(file));
    const small = await page.evaluate(() => {
      document.querySelectorAll('details').forEach((details) => { details.open = true; });
      const block = (element) => (getComputedStyle(element.parentElement).display === 'inline' ? block(element.parentElement) : element.parentElement);
      // A link in a sentence, or in a list of an author's, is as high as its line (WCAG 2.5.8, inline).
      const isText = (element) => element.tagName === 'A' && getComputedStyle(element).display === 'inline'
        && (block(element).textContent.trim() !== element.textContent.trim() || element.closest('[class$="-section"], [class$="-opening"]'));
      const isSmall = (element) => {
        const { width, height } = element.getBoundingClientRect();
        return width > 1 && (height < 43.5 || width < 24);
      };
      const all = [...document.querySelectorAll('a[href], summary, button, input')].filter((element) => !isText(element) && isSmall(element));
      return all.map((element) => `${element.getBoundingClientRect().height} px: ${element.outerHTML.slice(0, 100)}`);
    });
    if (small.length) finding(file, `${small.length} are too small to touch, first ${small[0]}`);
    await page.close();
  }
  await context.close();
}

async function printing(browser) {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'printing-'));
  const paper = path.join(scratch, 'page.pdf');
  const context = await browser.newContext({ viewport: DESK });
  for (const file of files) {
    const page = await context.newPage();
    await page.goto(onDisk(file));
    const wanted = await page.evaluate(() => {
      const shown = document.querySelector('main');
      const main = shown.cloneNode(true);
      // Some words are only for the ear: those clipped to nothing, and an icon's name. A menu and a way back lead nowhere on paper,
      // and a form is sent to nobody.
      const clones = [...main.querySelectorAll('*')];
      const clipped = (element) => element.getBoundingClientRect().width === 1 && getComputedStyle(element).position === 'absolute';
      [...shown.querySelectorAll('*')].forEach((element, i) => { if (clipped(element)) clones[i].remove(); });
      main.querySelectorAll('nav, form, [role=doc-backlink], [hidden], script, style, svg title, svg desc').forEach((element) => element.remove());
      // Neighbouring blocks must not grow into one word.
      main.querySelectorAll('*').forEach((element) => {
        if (!element.matches('a, abbr, b, bdi, bdo, cite, code, dfn, em, i, q, s, small, span, strong, sub, sup, time, u, var, wbr')) {
          element.before(' ');
          element.append(' ');
        }
      });
      return main.textContent;
    });
    await page.pdf({ path: paper, format: 'A4' });
    const printed = execFileSync('pdftotext', ['-raw', '-enc', 'UTF-8', paper, '-'], { encoding: 'utf8', maxBuffer: 1 << 28 });
    const missing = lacking(wanted, printed);
    if (missing.length) finding(file, `${missing.length} words are not on paper: ${missing.slice(0, 20).join(' ')}`);
    if (words(wanted).length === 0) finding(file, 'no words in main');
    await page.close();
  }
  await context.close();
  fs.rmSync(scratch, { recursive: true });
}

async function moved(browser) {
  const context = await browser.newContext({ viewport: PHONE });
  for (const file of files) {
    const page = await context.newPage();
    const before = host + BASE + file;
    await page.goto(before, { waitUntil: 'commit' });
    await page.waitForURL((url) => url.href !== before, { timeout: 10000 }).catch(() => finding(file, 'it leads nowhere'));
    const after = await page.locator('main h1').textContent({ timeout: 5000 }).catch(() => '');
    if (!after.trim()) finding(file, `it leads to ${page.url()}, which has no heading`);
    await page.close();
  }
  await context.close();
}

// The words of `wanted` that `printed` doesn't hold as often. A word that a line break split is found in the text without breaks.
function lacking(wanted, printed) {
  const left = new Map();
  for (const word of words(printed)) left.set(word, (left.get(word) ?? 0) + 1);
  const unbroken = words(printed).join('');
  return words(wanted).filter((word) => {
    const times = left.get(word) ?? 0;
    left.set(word, times - 1);
    return times <= 0 && !(word.length > 6 && unbroken.includes(word));
  });
}

function words(text) {
  // Soft hyphens, pdftotext's marks of direction, and Arabic marks by themselves, of which NFKC makes spaces.
  const all = text.replace(/[\u00ad\u202a-\u202e\ufe70-\ufe7f]/g, '').normalize('NFKC').toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  // Arabic letters come back from a PDF in the order in which they were drawn: of them as many must be there, wherever.
  return all.flatMap((word) => (/\p{Script=Arabic}/u.test(word) ? [...word.normalize('NFD').replace(/\p{M}/gu, '')] : [word]));
}

function onDisk(file) {
  // From disk its addresses lead nowhere.
  if (file === NOT_FOUND) return host + NOWHERE;
  return pathToFileURL(path.join(root, file)).href;
}

const host = await serve();
const run = { axe, ibm, loading, reflow, touch, printing, moved }[judge];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
});
try {
  await run(browser);
} finally {
  await browser.close();
}
process.exit(count || !files.length ? 1 : 0);
