// Makes the documents of one company as a ZIP, with nothing but the description
// of the API: the route, its parameters, and an input come from /openapi.json.
//
//   node samples/client/bundle.mjs http://127.0.0.1:8080 documents.zip [profile.json] [key]
import { readFile, writeFile } from 'node:fs/promises';

const [base = 'http://127.0.0.1:8080', out = 'documents.zip', file, key] = process.argv.slice(2);
const headers = key ? { Authorization: `Bearer ${key}` } : {};

const api = await (await fetch(new URL('/openapi.json', base))).json();
const at = (v) => (v?.$ref ? at(v.$ref.slice(2).split('/').reduce((o, k) => o[k.replaceAll('~1', '/').replaceAll('~0', '~')], api)) : v);

// The operation that makes a bundle, wherever it stands.
const [path, operation] = Object.entries(api.paths)
  .map(([path, item]) => [path, item.post])
  .find(([, operation]) => operation?.operationId === 'makeBundle');

// Its body: a profile, as in the example of the description unless one is given.
const type = 'application/json';
const content = at(operation.requestBody).content[type];
const example = at(Object.values(content.examples)[0]).value;
const profile = file ? JSON.parse(await readFile(file, 'utf8')) : example;
for (const name of at(content.schema).required) {
  if (!(name in profile)) throw new Error(`the profile has no ${name}`);
}

// Its parameters: the documents of the example, as text.
const query = new URLSearchParams();
for (const parameter of operation.parameters.map(at)) {
  if (parameter.name === 'doc' && !profile.documents) query.set('doc', parameter.example.join(','));
  if (parameter.name === 'format') query.set('format', at(parameter.schema).items.enum.filter((f) => f === 'txt').join(','));
}

const answer = await fetch(new URL(`${path}?${query}`, base), { method: 'POST', headers: { ...headers, 'Content-Type': type }, body: JSON.stringify(profile) });
if (!answer.ok) {
  const problem = await answer.json();
  console.error(`${problem.status} ${problem.detail}`);
  for (const fault of problem.errors ?? []) console.error(`  ${fault.pointer}  ${fault.message_ja}`);
  process.exit(1);
}
await writeFile(out, Buffer.from(await answer.arrayBuffer()));
const name = /filename\*=utf-8''([^;]+)/i.exec(answer.headers.get('Content-Disposition'))?.[1];
console.log(`${out} (${decodeURIComponent(name ?? '')}), made for ${answer.headers.get('X-Kitei-As-Of')}`);
