// using.mjs FOLDER FILE.html...: a build's site as readers use it, in Chromium: with the keys alone, without JavaScript, searching;
// and the preview of a small library that changes while it's looked at.
//
// PAMPHLET names the command, PAMPHLET_VALIDATORS the folder that install.sh filled, CHROMIUM the browser.

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

const require = createRequire(path.join(process.env.PAMPHLET_VALIDATORS, 'node', 'package.json'));
const { chromium } = require('playwright-core');
const { AxeBuilder } = require('@axe-core/playwright');

const [folder, ...pages] = process.argv.slice(2);
const root = path.resolve(folder);
const files = pages.map((file) => path.relative(root, path.resolve(file)));
const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.svg': 'image/svg+xml', '.js': 'text/javascript', '.json': 'application/json' };
const BASE = '/library/';
const POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; base-uri 'none'; form-action 'none'";

let count = 0;
function finding(text) {
  count += 1;
  console.log(text);
}

function serve() {
  const server = http.createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const file = path.join(root, name.slice(BASE.length));
    if (!name.startsWith(BASE) || !fs.statSync(file, { throwIfNoEntry: false })?.isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'Content-Type': TYPES[path.extname(file)] ?? 'application/octet-stream', 'Content-Security-Policy': POLICY });
    fs.createReadStream(file).pipe(response);
  });
  return new Promise((ready) => server.listen(0, '127.0.0.1', () => ready(server)));
}

// What is only there while somebody uses the site is as accessible as the rest, in the light and the dark.
async function accessible(page, what) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    const { violations, passes } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    for (const { id, help, nodes } of violations) finding(`${what} (${colorScheme}): ${id}: ${help}: ${nodes[0].html.slice(0, 120)}`);
    if (passes.length === 0) finding(`axe judged nothing of ${what}`);
  }
}

// From the skip link on, the Tab key comes to every link and every question of a page, each is seen to have the focus, and keys open them.
async function keyboard(browser, base) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${base}conditions/dyspareunia/index.html`);
  const wanted = await page.evaluate(() => document.querySelectorAll('a[href], summary, [tabindex="0"]').length);
  await page.keyboard.press('Tab');
  const first = await page.evaluate(() => document.activeElement.getAttribute('href'));
  if (first !== '#p_main') finding(`the first stop is ${first}, not the link past the header`);
  await page.keyboard.press('Enter');
  if (!page.url().endsWith('#p_main')) finding('the link past the header leads nowhere');
  await page.goto(`${base}conditions/dyspareunia/index.html`);
  const seen = new Set();
  for (let step = 0; step < wanted * 3 && seen.size < wanted; step += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      const all = [...document.querySelectorAll('a[href], summary, [tabindex="0"]')];
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return { index: all.indexOf(element), tag: element.tagName, text: element.textContent.trim().slice(0, 40), seen: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 };
    });
    if (stop.index < 0) continue;
    if (!stop.seen) finding(`nobody sees that ${stop.tag} "${stop.text}" has the focus`);
    if (stop.tag === 'SUMMARY' && !seen.has(stop.index)) {
      await page.keyboard.press('Enter');
      const open = await page.evaluate(() => document.activeElement.parentElement.open);
      if (!open) finding(`Enter doesn't open "${stop.text}"`);
    }
    seen.add(stop.index);
  }
  const closed = await page.evaluate(() => document.querySelectorAll('details:not([open])').length);
  if (closed) finding(`the Tab key doesn't come to ${closed} questions`);
  if (seen.size < wanted - 1) finding(`the Tab key comes to ${seen.size} of ${wanted} places`);
  await context.close();
}

// Without JavaScript every page shows its words, and the search says where to look.
async function withoutScripts(browser, base) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  for (const file of files.filter((file) => file !== '404.html')) {
    await page.goto(base + file);
    const words = (await page.locator('main').innerText()).split(/\s+/).length;
    if (words < 3) finding(`${file} shows ${words} words without JavaScript`);
  }
  await page.goto(`${base}search/index.html`);
  if (await page.locator('form').isVisible()) finding('the search offers a form that does nothing');
  await page.locator('main a').first().click();
  if (!page.url().endsWith('/a-z/index.html')) finding(`the search without JavaScript leads to ${page.url()}`);
  await context.close();
}

async function search(browser, base) {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) finding(`the search says: ${message.text()}`); });
  page.on('request', (request) => { if (!request.url().startsWith(base) && !/^(data|blob):/.test(request.url())) finding(`the search asks for ${request.url()}`); });
  await page.goto(`${base}search/index.html`);
  const field = page.getByRole('searchbox');
  await field.waitFor({ timeout: 10000 });
  await field.fill('vulvodynia');
  await page.keyboard.press('Enter');
  const results = page.locator('#p_results > li');
  await results.first().waitFor({ timeout: 10000 });
  const first = results.first().getByRole('link').first();
  if (!(await first.innerText()).startsWith('Vulvodynia')) finding(`the first of ${await results.count()} pages on vulvodynia is ${await first.innerText()}`);
  await accessible(page, 'what the search found');
  // A result tells what its page is about, and leads to sections; not to advice that many pages share.
  for (const result of await results.all()) {
    const title = await result.getByRole('link').first().innerText();
    if ((await result.locator('p').count()) < 2) finding(`the result "${title}" doesn't say what the page is about`);
    for (const place of await result.locator('li a').all()) {
      if (/#p_(care|callout|medical_first)_/.test(await place.getAttribute('href'))) finding(`the result "${title}" leads to ${await place.innerText()}`);
    }
  }
  await first.click();
  if (!page.url().endsWith('/conditions/vulvodynia/index.html')) finding(`the page on vulvodynia is found at ${page.url()}`);
  await page.goto(`${base}search/index.html?q=xyzzyx`);
  await page.waitForFunction(() => document.getElementById('p_found').textContent !== '', null, { timeout: 10000 });
  if (await page.locator('#p_results > li').count()) finding('the search finds a page with a word that none has');
  await context.close();
}

// Of many pages all can be reached, some at a time, and whoever uses the keys goes on where the list did. The index is made up.
async function manyResults(browser, base) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const index = `
    const result = (n) => ({ data: async () => ({ url: '/' + n, meta: { title: 'Page ' + n, summary: 'About ' + n }, sub_results: [] }) });
    export const options = async () => {};
    export const init = async () => {};
    export const search = async () => ({ results: Array.from({ length: 45 }, (_, n) => result(n)) });`;
  await page.route('**/pagefind/pagefind.js', (route) => route.fulfill({ contentType: 'text/javascript', body: index }));
  await page.goto(`${base}search/index.html?q=pain`);
  const more = page.locator('#p_more button');
  const shown = [];
  for (let turn = 0; turn < 5; turn += 1) {
    await page.waitForFunction((before) => document.querySelectorAll('#p_results > li').length > before, shown.at(-1) ?? 0, { timeout: 10000 });
    shown.push(await page.locator('#p_results > li').count());
    const focused = await page.evaluate(() => document.activeElement.textContent);
    if (turn > 0 && focused !== `Page ${shown.at(-2)}`) finding(`after more pages the focus is on "${focused}"`);
    if (!(await more.isVisible())) break;
    await more.click();
  }
  if (shown.at(-1) !== 45) finding(`of 45 pages found ${shown} are shown`);
  if (!(await page.locator('#p_found').innerText()).endsWith('45')) finding("the search doesn't say how many pages it found");
  await context.close();
}

// The preview shows a saved change without being asked, and a mistake at its place.
async function preview(browser) {
  const content = fs.mkdtempSync(path.join(os.tmpdir(), 'preview-'));
  const write = (file, text) => {
    fs.mkdirSync(path.dirname(path.join(content, file)), { recursive: true });
    fs.writeFileSync(path.join(content, file), text);
  };
  const source = (words) => `---\ntitle: Cough\nsummary: A cough clears the throat.\n---\n\n## Causes\n\n${words}\n`;
  write('pamphlet.toml', "title = 'Library'\npublisher = { name = 'Example Clinic' }\n");
  write('conditions/cough.md', source('Dust.'));
  const command = spawn(process.env.PAMPHLET, ['serve', content, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'ignore', 'pipe'] });
  try {
    let said = '';
    const address = await new Promise((found, failed) => {
      command.stderr.on('data', (data) => {
        said += data;
        const match = /http:\/\/[0-9.:]+\//.exec(said);
        if (match) found(match[0]);
      });
      command.on('exit', () => failed(new Error(`the preview ended: ${said}`)));
    });
    const page = await browser.newPage();
    await page.goto(`${address}conditions/cough/index.html`);
    await page.getByText('Dust.').waitFor();
    write('conditions/cough.md', source('Smoke.'));
    await page.getByText('Smoke.').waitFor({ timeout: 20000 });
    write('conditions/cough.md', source('See [fever](fever.md).'));
    await page.getByText('there is no page `conditions/fever`').waitFor({ timeout: 20000 });
    const mistake = page.locator('.pamphlet-error', { hasText: 'conditions/fever' });
    const at = await mistake.evaluate((note) => note.nextElementSibling?.id);
    if (at !== 'causes') finding(`the mistake is shown before ${at}`);
    write('conditions/cough.md', source('Pollen.'));
    await page.getByText('Pollen.').waitFor({ timeout: 20000 });
    if (await mistake.count()) finding('a mended mistake is still shown');
    await page.goto(`${address}_pamphlet/`);
    await accessible(page, 'the dashboard');
    await page.getByRole('link', { name: 'Cough' }).click();
    await page.getByRole('heading', { name: 'Cough' }).waitFor();
    if ((await page.locator('iframe').count()) < 2) finding('the forms of a page are not side by side');
    const stranger = await new Promise((told) => {
      http.get(`${address}_pamphlet/`, { headers: { Host: 'evil.example' } }, (response) => told(response.statusCode));
    });
    if (stranger !== 421) finding(`whoever asks by a name of their own gets ${stranger}`);
    if (!said.includes('fever')) finding('the terminal says nothing of the mistake');
  } finally {
    command.kill();
    fs.rmSync(content, { recursive: true });
  }
}

const server = await serve();
const base = `http://127.0.0.1:${server.address().port}${BASE}`;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
const parts = [() => keyboard(browser, base), () => withoutScripts(browser, base), () => search(browser, base), () => manyResults(browser, base), () => preview(browser)];
for (const part of parts) {
  try {
    await part();
  } catch (error) {
    finding(String(error).split('\n').slice(0, 4).join(' '));
  }
}
await browser.close();
server.close();
process.exit(count ? 1 : 0);
