/** Writes the generated pages of docs/. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { renderDocs } from './render-docs.ts';

for (const [path, text] of Object.entries(renderDocs())) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  console.log(path);
}
