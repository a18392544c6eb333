import type { SummaryAnswer } from '../triggers/index.ts';
import type { ReplyContext } from './built-reply.ts';
import { durationText } from './duration-text.ts';
import type { MemberChunks } from './member-chunks.ts';
import { bold } from './message-text.ts';
import { outcomeError } from './outcome-error.ts';
import { say } from './say.ts';
import { shortNames } from './short-names.ts';
import { statisticText } from './statistic-text.ts';
import { toFact } from './to-fact.ts';

/** Statistics on a line of a group's reply: `avg 610.2 MW · max 655.1 MW (24 h)`; of buckets, the newest. */
export function summaryChunks(answer: SummaryAnswer, context: ReplyContext): MemberChunks {
  const { language } = context;
  const { outcomes, source, statistics } = answer;
  const names = outcomes.map((outcome) => (outcome.ok ? outcome.tag.name : outcome.name));
  const labels = shortNames(names, answer.labels, 0);
  const shown = outcomes.map((outcome, index) => {
    const label = outcomes.length > 1 ? `${labels[index] ?? ''} ` : '';
    if (!outcome.ok) {
      const error = outcomeError(outcome.error, outcome.name, source, language);
      return { told: [`⚠ ${label}${error}`], facts: [], isOk: false, values: 0 };
    }
    const bucket = outcome.buckets.at(-1);
    const readings = statistics.flatMap((statistic) => {
      const reading = bucket?.statistics[statistic];
      return reading ? [{ statistic, reading }] : [];
    });
    const told = readings.map(({ statistic, reading }, place) => {
      const value = statisticText(statistic, reading, outcome.tag, context, answer.digits) ?? '–';
      const name = say(language, `${statistic}Short`);
      return `${place === 0 ? label : ''}${name} ${place === 0 && value !== '–' ? bold(value) : value}`;
    });
    return {
      told: told.length > 0 ? told : [`${label}${say(language, 'noValues')}`],
      facts: readings.map(({ statistic, reading }) =>
        toFact(source, outcome.tag.name, reading, statistic, bucket),
      ),
      isOk: true,
      values: readings.filter(({ reading }) => reading.quality !== 'bad').length,
    };
  });
  const told = shown.flatMap((one) => one.told);
  const ranges = outcomes.flatMap((outcome) => (outcome.ok ? outcome.buckets.slice(-1) : []));
  const span = ranges[0] ?? answer.range;
  const length = durationText(Date.parse(span.end) - Date.parse(span.start), language);
  return {
    chunks: [
      ...told.map((text, index) => (index === told.length - 1 ? text : `${text} ·`)),
      `(${length})`,
    ],
    facts: shown.flatMap(({ facts }) => facts),
    values: shown.reduce((sum, one) => sum + one.values, 0),
    isOk: shown.some(({ isOk }) => isOk),
  };
}
