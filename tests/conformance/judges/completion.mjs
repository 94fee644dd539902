// completion.mjs SCHEMA.json...: an editor with yaml-language-server offers each key of each schema, and marks one that's unknown.
//
// PAMPHLET_VALIDATORS names the folder that install.sh filled.

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const SERVER = path.join(process.env.PAMPHLET_VALIDATORS, 'node/node_modules/yaml-language-server/bin/yaml-language-server');
const SETTINGS = { yaml: { completion: true, validate: true, schemaStore: { enable: false } } };
const PATIENCE = 20_000; // milliseconds

class Server {
  constructor() {
    this.process = spawn(process.execPath, [SERVER, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.buffer = Buffer.alloc(0);
    this.requests = 0;
    this.answers = new Map();
    this.diagnostics = new Map();
    this.process.stdout.on('data', (data) => this.receive(data));
  }

  receive(data) {
    this.buffer = Buffer.concat([this.buffer, data]);
    for (;;) {
      const end = this.buffer.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.buffer.subarray(0, end))[1]);
      const start = end + 4;
      if (this.buffer.length < start + length) return;
      const message = JSON.parse(this.buffer.subarray(start, start + length));
      this.buffer = this.buffer.subarray(start + length);
      this.handle(message);
    }
  }

  handle({ id, method, params, result, error }) {
    if (method === 'textDocument/publishDiagnostics') {
      this.diagnostics.get(params.uri)?.(params.diagnostics);
    } else if (method === 'workspace/configuration') {
      this.send({ id, result: params.items.map(({ section }) => SETTINGS[section] ?? null) });
    } else if (method && id !== undefined) {
      this.send({ id, result: null });
    } else if (!method) {
      this.answers.get(id)?.(result ?? error);
    }
  }

  send(message) {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
    this.process.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
    this.process.stdin.write(body);
  }

  request(method, params) {
    this.requests += 1;
    const id = this.requests;
    this.send({ id, method, params });
    return within(method, new Promise((answer) => this.answers.set(id, answer)));
  }

  // Opens a document and waits for what the server says about it.
  open(uri, text) {
    const told = within('diagnostics', new Promise((answer) => this.diagnostics.set(uri, answer)));
    this.send({ method: 'textDocument/didOpen', params: { textDocument: { uri, languageId: 'yaml', version: 1, text } } });
    return told;
  }
}

function within(what, promise) {
  let timer;
  const late = new Promise((_, fail) => { timer = setTimeout(() => fail(new Error(`no answer: ${what}`)), PATIENCE); });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

// The keys at the top of a document that follows the schema.
function keys(schema, at = schema) {
  const found = new Set(Object.keys(at.properties ?? {}));
  const parts = [at.$ref && at.$ref.slice(2).split('/').reduce((node, key) => node[key], schema), ...(at.allOf ?? []), ...(at.oneOf ?? []), ...(at.anyOf ?? [])];
  for (const part of parts.filter(Boolean)) keys(schema, part).forEach((key) => found.add(key));
  return found;
}

const server = new Server();
await server.request('initialize', {
  processId: process.pid,
  rootUri: null,
  capabilities: {
    textDocument: { completion: { completionItem: { snippetSupport: true } }, publishDiagnostics: {} },
    workspace: { configuration: true },
  },
});
server.send({ method: 'initialized', params: {} });

let count = 0;
const files = process.argv.slice(2);
for (const file of files) {
  const say = (text) => { count += 1; console.log(`${file}: ${text}`); };
  const wanted = [...keys(JSON.parse(fs.readFileSync(file, 'utf8')))];
  if (wanted.length === 0) say('names no keys');

  const modeline = `# yaml-language-server: $schema=${pathToFileURL(path.resolve(file)).href}\n`;
  const empty = `file:///empty/${path.basename(file)}.yaml`;
  await server.open(empty, modeline);
  const list = await server.request('textDocument/completion', { textDocument: { uri: empty }, position: { line: 1, character: 0 } });
  const offered = new Set((list.items ?? list).map(({ label }) => label));
  const missing = wanted.filter((key) => !offered.has(key));
  if (missing.length) say(`an editor doesn't offer ${missing.join(', ')}`);

  const diagnostics = await server.open(`file:///wrong/${path.basename(file)}.yaml`, `${modeline}no-such-key: 1\n`);
  if (!diagnostics.some(({ message }) => message.includes('no-such-key'))) say('an editor accepts a key that there is not');
}
server.process.kill();
process.exit(count || !files.length ? 1 : 0);
