import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningPlant, startPlantline } from '../../tests/support/start-plantline.ts';

const BIN = join(import.meta.dirname, '../../bin/plantline.js');

describe('plantline mcp', () => {
  let plant: RunningPlant;
  beforeAll(async () => void (plant = await startPlantline()));
  afterAll(() => plant?.stop());

  function start(env: Readonly<Record<string, string>>, args: readonly string[] = []) {
    return new StdioClientTransport({
      command: process.execPath,
      args: [BIN, 'mcp', ...args],
      env: { PATH: process.env['PATH'] ?? '', ...env },
      stderr: 'pipe',
    });
  }

  test('lets an assistant that started it ask the Plantline of this machine', async () => {
    const client = new Client({ name: 'a test', version: '1' });
    const { port } = new URL(plant.app.address());
    await client.connect(start({ PLANTLINE_DATA_DIR: plant.config.dataDir, PLANTLINE_PORT: port }));
    const answer = await client.callTool({
      name: 'current_values',
      arguments: { tags: ['U1_LOAD_NET'] },
    });
    expect(JSON.stringify(answer.content)).toContain('MW');
    await client.close();
  });

  test('says in one line what is missing', async () => {
    const transport = start({}, ['--url', plant.app.address()]);
    let said = '';
    transport.stderr?.on('data', (piece: Buffer) => (said += piece.toString()));
    await expect(new Client({ name: 'a test', version: '1' }).connect(transport)).rejects.toThrow();
    await expect.poll(() => said).toContain('PLANTLINE_TOKEN');
    expect(said.trim().split('\n')).toHaveLength(1);
  });
});
