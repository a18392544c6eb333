import { BaseSequencer, type TestSpecification } from 'vitest/node';

const LONG = /\/tests\/(?:torture|e2e)\//u;
/** Of the files that begin, one so often is a long one: browsers beside browsers wait for each other. */
const EVERY = 4;

/** Files that take minutes begin early, so that no worker waits at the end for the last of them. */
export class LongFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => LONG.test(moduleId);
    const others = sorted.filter((file) => !isLong(file));
    const mixed = sorted
      .filter(isLong)
      .flatMap((long, place) => [
        long,
        ...others.slice(place * (EVERY - 1), (place + 1) * (EVERY - 1)),
      ]);
    return [...mixed, ...others.filter((file) => !mixed.includes(file))];
  }
}
