import { BaseSequencer, type TestSpecification } from 'vitest/node';

const LONG = /\/tests\/(?:torture|e2e)\//u;

/** Files that take minutes begin first, so that no worker waits at the end for the last of them. */
export class LongFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => LONG.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
