import { plainText, say } from '../../../replies/index.ts';
import type { ToolAsking } from '../../tools/index.ts';
import type { Reading } from '../reading.ts';
import { exampleLines } from '../words/examples.ts';
import type { Plan } from './plan.ts';

/** Says that it is not known, and lines that help on. */
export function tell(text: string, lines: readonly string[] = []): Plan {
  return { kind: 'say', outcome: 'unknown', text: [text, ...lines].join('\n') };
}

export function noForecast(reading: Reading, asking: ToolAsking): Plan {
  return tell(
    say(asking.language, 'knowsNoForecast', { text: said(reading) }),
    exampleLines(asking),
  );
}

/** What was asked about, as it may be repeated. */
export function said(reading: Reading): string {
  return plainText(reading.said, 60) || '…';
}
