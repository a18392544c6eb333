import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

/** What is loaded by all plugins, by the paths of the modules. */
const LIST_LOADED = `
  import { registerHooks } from 'node:module';
  const loaded = [];
  registerHooks({ load: (url, context, next) => { loaded.push(url); return next(url, context); } });
  await import('./src/plugins/index.ts');
  console.log(JSON.stringify(loaded));
`;

test('a Plantline without OPC UA and MQTT sources does not load their libraries', () => {
  const args = ['--input-type=module', '--eval', LIST_LOADED];
  const loaded = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as string[];
  expect(loaded.some((url) => url.includes('/plugins/opc-ua/open-session.ts'))).toBe(true);
  const heavy = /\/node_modules\/(?:node-opcua-[\w-]+|mqtt|mqtt-packet)\//;
  expect(loaded.filter((url) => heavy.test(url))).toEqual([]);
});
