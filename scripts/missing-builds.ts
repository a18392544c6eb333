type LockedPackage = {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};

export type LockFile = { packages: Record<string, LockedPackage> };

const OS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const CPU: Readonly<Record<string, string>> = {
  arm: 'arm',
  arm64: 'arm64',
  ia32: 'ia32',
  ppc64: 'ppc64',
  riscv64: 'riscv64',
  s390x: 's390x',
  x64: 'x64',
};
const LIBC: Readonly<Record<string, string>> = { gnu: 'glibc', musl: 'musl' };

/** The optional packages that a locked package names and the lock file has no line for, as lines for it. */
export function listMissingBuilds(lock: LockFile): Record<string, LockedPackage> {
  const missing: Record<string, LockedPackage> = {};
  for (const { dev, optionalDependencies = {} } of Object.values(lock.packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const path = `node_modules/${name}`;
      if (path in lock.packages) continue;
      missing[path] = { version, ...(dev && { dev }), optional: true, ...platformOf(name) };
    }
  }
  return missing;
}

/** What the name of a build says of where it runs: `…/binding-linux-arm-musleabihf`, `…/win32-x64`. */
function platformOf(name: string): Pick<LockedPackage, 'os' | 'cpu' | 'libc'> {
  const words = name.split('/').at(-1)?.split('-') ?? [];
  const os = words.find((word) => OS.includes(word));
  const cpu = words.flatMap((word) => CPU[word] ?? [])[0];
  if (os === undefined || cpu === undefined) {
    throw new Error(
      `${name} is missing in the lock file, and its name does not say for which platform it is.`,
    );
  }
  const libc =
    os === 'linux'
      ? words.flatMap((word) => LIBC[word.replace(/eabi(?:hf)?$/, '')] ?? [])[0]
      : undefined;
  return { cpu: [cpu], ...(libc && { libc: [libc] }), os: [os] };
}
