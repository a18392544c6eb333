import { execFile } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const PROGRAM = 'bin/plantline.js';
/** Makes the program believe that it runs on a Node of long ago. */
const OLD_NODE = `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'18.19.0'})`;

const folder = mkdtempSync(join(tmpdir(), 'plantline-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };
type RunOptions = {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string;
};

function run(args: readonly string[], { env = {}, input = '' }: RunOptions = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      args,
      { env: { PATH: process.env['PATH'], PLANTLINE_DATA_DIR: folder, ...env }, timeout: 45_000 },
      (error, stdout, stderr) => {
        resolve({ code: error ? Number(error.code ?? -1) : 0, stdout, stderr });
      },
    );
    // A command that fails at once reads nothing of it.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}

const plantline = (args: readonly string[], options?: RunOptions) =>
  run([PROGRAM, ...args], options);

describe.concurrent('any command', () => {
  test.each([
    [
      [],
      /serve[^]*demo[^]*ask[^]*link[^]*user[^]*migrate[^]*backup[^]*restore[^]*pi-simulator[^]*openapi/,
    ],
    [['serve'], /until stopped/],
    [['demo'], /Ctrl-C/],
    [['ask'], /--from <phone>[^]*--json/],
    [['link'], /QR code[^]*--phone <phone>[^]*--json/],
    [['doctor'], /audit log[^]*--json/],
    [['user'], /add[^]*passwd[^]*unlock/],
    [['user', 'add'], /--role <role>[^]*--password-stdin/],
    [['user', 'passwd'], /--password-stdin/],
    [['user', 'unlock'], /wrong passwords/],
    [['backup'], /also while Plantline runs[^]*--json/],
    [['restore'], /still empty[^]*--json/],
    [['config'], /export[^]*diff[^]*import/],
    [['config', 'import'], /--prune[^]*--json/],
    [['migrate'], /PLANTLINE_DATABASE_URL[^]*--json/],
    [['import-legacy'], /predecessor[^]*--dry-run[^]*--json[^]*--role/],
    [['openapi'], /OpenAPI 3.1/],
  ])('plantline %j --help says what it does', async (command, text) => {
    const { code, stdout } = await plantline([...command, '--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(text);
    expect(stdout).toContain('--env-file');
  });

  test.each([
    [['srve'], {}, "error: unknown command 'srve' (Did you mean serve?)"],
    [['ask', 'x', '--form', '+62'], {}, "error: unknown option '--form' (Did you mean --from?)"],
    [['ask'], {}, "error: missing required argument 'text'"],
    [['ask', 'x', '--wait', 'soon'], {}, /a number of seconds up to 60/],
    [['link'], { PLANTLINE_PORT: '1' }, /^No Plantline is running here: start it/],
    [['link', '--phone', '0812'], {}, /\+ and the country code/],
    [['user', 'add', 'x', '--role', 'king'], {}, /admin, user, viewer/],
    [['migrate'], { PLANTLINE_PORT: 'abc' }, /^PLANTLINE_PORT must be a whole number/],
    [['migrate'], { PLANTLINE_DATABASE_URL: 'mysql://x' }, /PLANTLINE_DATABASE_URL must be/],
    [['migrate'], { PLANTLINE_DATA_DIR: 'package.json' }, /store could not be opened/],
    [['user', 'unlock', 'nobody'], {}, /There is no user "nobody"/],
  ] as const)('plantline %j fails with one plain line on stderr', async (args, env, line) => {
    const { code, stdout, stderr } = await plantline(args, { env });
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(line);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  test('settings come from --env-file, and the environment goes before it', async () => {
    const file = join(folder, 'settings.env');
    const [named, preferred] = [join(folder, 'named'), join(folder, 'preferred')];
    writeFileSync(file, `PLANTLINE_DATA_DIR=${named}\n`);
    await plantline(['migrate', '--env-file', file], { env: { PLANTLINE_DATA_DIR: undefined } });
    expect(existsSync(join(named, 'app.db'))).toBe(true);
    await plantline(['migrate', '--env-file', file], { env: { PLANTLINE_DATA_DIR: preferred } });
    expect(existsSync(join(preferred, 'app.db'))).toBe(true);
  });

  test('a settings file that is not there is said, and nothing is done', async () => {
    const { code, stderr } = await plantline(['migrate', '--env-file', join(folder, 'none.env')]);
    expect(code).not.toBe(0);
    expect(stderr).toContain('none.env');
  });
});

describe('the right Node', () => {
  test('on an older Node the one that npm brought along is used instead', async () => {
    const { code, stdout } = await run(['--import', OLD_NODE, PROGRAM, '--version']);
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${version}\n` });
  });

  test('without that one, a plain sentence says what to install', async () => {
    const alone = join(folder, 'plantline.mjs');
    copyFileSync(PROGRAM, alone);
    const { code, stderr } = await run(['--import', OLD_NODE, alone, '--version']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Plantline needs Node 24 or newer, and this is 18\.19\.0: .*\n$/);
  });
});

describe('users and the store', () => {
  test('what only reads what is set up makes no store', async () => {
    const env = { PLANTLINE_DATA_DIR: join(folder, 'not-there') };
    const { code, stderr } = await plantline(['config', 'export'], { env });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^There is no store here yet[^\n]+\n$/);
    expect(existsSync(join(folder, 'not-there'))).toBe(false);
  });

  test('migrate makes the store, and a second time has nothing to do', async () => {
    const env = { PLANTLINE_DATA_DIR: join(folder, 'fresh') };
    const first = await plantline(['migrate', '--json'], { env });
    expect(JSON.parse(first.stdout).migrations.length).toBeGreaterThan(0);
    expect((await plantline(['migrate'], { env })).stdout).toBe('The store is up to date.\n');
  });

  test('what is made is for the account of its owner only', async () => {
    const dataDir = join(folder, 'new', 'data');
    await plantline(['user', 'add', 'sari'], { env: { PLANTLINE_DATA_DIR: dataDir } });
    const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
    expect(modeOf(dataDir)).toBe('700');
    for (const file of readdirSync(dataDir)) expect(modeOf(join(dataDir, file))).toBe('600');
    expect(readdirSync(dataDir)).toContain('app.db');
  });

  test('a user is added with a password that is made and shown once', async () => {
    const { stdout } = await plantline(['user', 'add', 'sari', '--role', 'user', '--json']);
    const user = JSON.parse(stdout);
    expect(user).toMatchObject({ username: 'sari', role: 'user' });
    expect(user.password).toMatch(/^[\w-]{22}$/);
    const again = await plantline(['user', 'add', 'SARI']);
    expect(again.code).toBe(1);
    expect(again.stderr).toMatch(/Another user has this name/);
  });

  test('a password can be given on stdin, is never shown, and must not be one that is guessed', async () => {
    const given = { input: 'correct horse battery\n' };
    const added = await plantline(['user', 'add', 'budi', '--password-stdin'], given);
    expect(added).toMatchObject({ code: 0, stdout: 'Added budi as admin.\n' });
    const changed = await plantline(['user', 'passwd', 'budi', '--password-stdin'], given);
    expect(changed.stdout).toBe('budi has a new password.\n');
    const short = await plantline(['user', 'passwd', 'budi', '--password-stdin'], { input: 'x' });
    expect(short).toMatchObject({ code: 1, stdout: '' });
    expect(short.stderr).toMatch(/12 characters/);
    const common = await plantline(['user', 'passwd', 'budi', '--password-stdin'], {
      input: 'Password-2026!\n',
    });
    expect(common).toMatchObject({ code: 1, stdout: '' });
    expect(common.stderr).toMatch(/guessed first/);
    expect((await plantline(['user', 'unlock', 'budi'])).code).toBe(0);
  });
});
