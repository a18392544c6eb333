/** Runs the rules of .dependency-cruiser.cjs over everything; fails too when nothing was examined. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cruise } from 'dependency-cruiser';
import type { ICruiseOptions, ICruiseResult, IFlattenedRuleSet } from 'dependency-cruiser';

const FOLDERS = ['src', 'simulators', 'tests', 'bench', 'scripts', 'web'];

const { forbidden, options } = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as {
  forbidden: NonNullable<IFlattenedRuleSet['forbidden']>;
  options: ICruiseOptions;
};

const present = FOLDERS.filter((folder) => existsSync(folder));
const { output } = await cruise(present, {
  ...options,
  ruleSet: { forbidden },
  validate: true,
});
const { summary } = output as ICruiseResult;

for (const { rule, from, to, cycle } of summary.violations) {
  const path = cycle ? cycle.map((step) => step.name).join(' -> ') : to;
  console.error(`${rule.name}: ${from} -> ${path}`);
}
console.log(
  `${summary.totalCruised} modules examined, ${summary.violations.length} against the rules`,
);
if (summary.totalCruised === 0) {
  console.error(
    'No module was examined: the tool cannot read this TypeScript, so nothing is proven.',
  );
}
process.exitCode = summary.violations.length > 0 || summary.totalCruised === 0 ? 1 : 0;
