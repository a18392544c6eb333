import { findLastSpan, findSpans, holds, secondsOf, type Span } from '../plant/spans.ts';
import { isClose } from './check-fact.ts';
import type { Need } from './parse-need.ts';
import type { Fact, Reply } from './reply.ts';
import type { Site } from './site.ts';
import { saysTime } from './says-time.ts';

/** What is missing or wrong; undefined when the reply holds what is needed. */
export type Problem = string | undefined;

const SLACK_MS = 5_000;
const MINUTE_MS = 60_000;
const SECONDS: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3_600, d: 86_400 };
/** How many events a reply must tell before it may cut the rest short. */
const EVENTS_TOLD = 5;
const STATUS_TAGS = 3;
const NONE = /\b(?:no|not|none|never|nothing|zero|0|tidak|tak|belum|nol|nihil)\b/iu;
const YES = /(?:^|[\s*])(?:yes|ya|iya|betul|benar)\b/iu;
const NO = /(?:^|[\s*])(?:no|tidak|bukan|belum)\b/iu;
const CAUSE = /\b(?:because of|due to|caused by|karena|disebabkan|akibat)\b/iu;

/** Every fact of the reply is true of its own tag, instant and range by now; here it is what was asked that counts. */
export async function checkNeed(need: Need, reply: Reply, site: Site): Promise<Problem> {
  switch (need.kind) {
    case 'now':
      return await checkNow(need.tag, reply, site);
    case 'at':
      return await checkAt(need, reply, site);
    case 'statistic': {
      const found = reply.facts.filter(
        ({ kind, tag }) => kind === need.statistic && tag === need.tag,
      );
      if (found.length === 0) return `no ${need.statistic} of ${need.tag}`;
      return await withinRange(found, need.range, reply, site);
    }
    case 'time':
    case 'times':
      return await checkCondition(need, reply, site);
    case 'last':
      return await checkLast(need, reply, site);
    case 'trend':
      return await checkTrend(need, reply, site);
    case 'which':
      return await checkWhich(need, reply, site);
    case 'top':
      return await checkTop(need, reply, site);
    case 'events':
    case 'events counted':
      return await checkEvents(need, reply, site);
    case 'status': {
      const tags = new Set(
        reply.facts.filter(({ tag }) => tag.startsWith(need.prefix)).map(({ tag }) => tag),
      );
      return tags.size < STATUS_TAGS ? `only ${tags.size} values of ${need.prefix}` : undefined;
    }
    case 'changes': {
      if (CAUSE.test(reply.text) && !NONE.test(reply.text)) return 'a cause that nobody can know';
      const at = await site.time(need.at);
      const isNear = (text: string | undefined) =>
        text !== undefined && Math.abs(Date.parse(text) - at) <= 250 * MINUTE_MS;
      const near = reply.facts.filter(({ timestamp, start }) => isNear(timestamp) || isNear(start));
      return near.length === 0 ? `nothing of around ${new Date(at).toISOString()}` : undefined;
    }
    case 'yes': {
      const { value } = await site.plant.valueAt(need.tag, site.now);
      const isSo =
        need.range === undefined ? holds(need.when, value) : await wasSo(need, need.range, site);
      // Facts without the word are an answer too; the wrong word never is.
      const [said, other] = isSo ? [YES, NO] : [NO, YES];
      const isWrong = other.test(reply.text) && !said.test(reply.text);
      return isWrong ? `it is ${need.range === undefined ? value : isSo}` : undefined;
    }
  }
}

async function wasSo(
  { tag, when }: Need & { kind: 'yes' },
  range: string,
  site: Site,
): Promise<boolean> {
  const { start, end } = await site.range(range);
  const span = { start: start.start, end: end.end };
  return (await findSpans(site.plant, tag, when, span)).length > 0;
}

async function checkNow(tag: string, reply: Reply, site: Site): Promise<Problem> {
  const facts = reply.facts.filter((fact) => fact.kind === 'value' && fact.tag === tag);
  if (facts.length === 0) return `no value of ${tag}`;
  const newest = Math.max(...facts.map(({ timestamp }) => Date.parse(timestamp)));
  // Had the plant a newer one by the time it was asked?
  const missed = (await site.plant.recorded(tag, newest + 1, site.now - SLACK_MS)).filter(
    ({ at }) => at > newest + 1,
  );
  if (missed.length > 0) return `${tag} of ${new Date(newest).toISOString()} is not the newest`;
  return newest > reply.repliedAt + SLACK_MS ? `${tag} is of the future` : undefined;
}

async function checkAt(
  { tag, at: text }: Need & { kind: 'at' },
  reply: Reply,
  site: Site,
): Promise<Problem> {
  const at = await site.time(text);
  const facts = reply.facts.filter((fact) => fact.kind === 'value' && fact.tag === tag);
  if (facts.length === 0) return `no value of ${tag}`;
  const isAt = await Promise.all(
    facts.map(async ({ timestamp }) => {
      const said = Date.parse(timestamp);
      if (Math.abs(said - at) <= SLACK_MS) return true;
      // The recorded value that held then, with its own instant, is as good.
      if (said > at) return false;
      return (await site.plant.recorded(tag, said + 1, at)).every((each) => each.at <= said + 1);
    }),
  );
  return isAt.includes(true) ? undefined : `${tag} of ${facts[0]?.timestamp}, not of ${iso(at)}`;
}

async function checkCondition(
  need: Need & { kind: 'time' | 'times' },
  reply: Reply,
  site: Site,
): Promise<Problem> {
  const tags = await site.tags(need.tags);
  const kind = need.kind === 'time' ? 'duration' : 'count';
  const facts = reply.facts.filter((fact) => fact.kind === kind && tags.includes(fact.tag));
  const ranged = facts.filter(({ start, end }) => start !== undefined && end !== undefined);
  const problem =
    ranged.length > 0 ? await withinRange(ranged, need.range, reply, site) : undefined;
  if (problem) return problem;
  const { start, end } = await site.range(need.range);
  const own = ranged[0];
  const span = own
    ? { start: Date.parse(own.start ?? ''), end: Date.parse(own.end ?? '') }
    : { start: start.start, end: end.end };
  const all = await Promise.all(
    tags.map(async (tag) => await findSpans(site.plant, tag, need.when, span)),
  );
  const truth = measure(all.flat());
  const said = facts.flatMap(({ value, unit }) => {
    const factor = need.kind === 'time' ? SECONDS[unit ?? 's'] : 1;
    return factor === undefined ? [] : [Number(value) * factor];
  });
  if (said.length === 0) {
    if (truth === 0 && NONE.test(reply.text)) return undefined;
    return `no ${kind} of ${tags.join(', ')}, which is ${truth}`;
  }
  const sum = said.reduce((total, each) => total + each, 0);
  if (![...said, sum].some((each) => isAbout(each, truth))) {
    return `${kind} is ${truth}, not ${said.join(', ')}`;
  }
  const others = [...all, ...(await otherStates())].flatMap((spans) => [
    measure(spans),
    ...(need.kind === 'time' ? spans.map((one) => measure([one])) : []),
  ]);
  const strange = said.find((each) => ![truth, ...others].some((one) => isAbout(each, one)));
  return strange === undefined ? undefined : `${strange} is no ${kind} of ${tags.join(', ')}`;

  // What held already where the range begins did not come to hold in it.
  function measure(spans: readonly Span[]): number {
    if (need.kind === 'time') return secondsOf(spans);
    return spans.filter((one) => one.start > span.start).length;
  }

  function isAbout(a: number, b: number): boolean {
    return Math.abs(a - b) <= (need.kind === 'time' ? 2 + b * 1e-4 : 0);
  }

  /** A reply may tell the other states of a tag too. */
  async function otherStates(): Promise<readonly (readonly Span[])[]> {
    const found = await Promise.all(
      tags.map(async (tag) => {
        const { isStep } = await site.plant.point(tag);
        if (!isStep) return [];
        const values = await site.plant.recorded(tag, span.start, span.end);
        const before = await site.plant.valueAt(tag, span.start);
        const states = new Set([before, ...values].map(({ value }) => String(value)));
        return await Promise.all(
          [...states].map(async (is) => await findSpans(site.plant, tag, { is }, span)),
        );
      }),
    );
    return found.flat();
  }
}

async function checkLast(
  need: Need & { kind: 'last' },
  reply: Reply,
  site: Site,
): Promise<Problem> {
  const span = await findLastSpan(site.plant, need.tag, need.when, site.now);
  if (!span) return NONE.test(reply.text) ? undefined : 'it never was';
  const isIt = (text: string | undefined) =>
    text !== undefined && Math.abs(Date.parse(text) - span.start) <= 2_000;
  const isFact = reply.facts.some(
    ({ tag, timestamp, start }) => tag === need.tag && (isIt(timestamp) || isIt(start)),
  );
  return isFact || saysTime(reply.text, span.start) ? undefined : `it was ${iso(span.start)}`;
}

async function checkTrend(
  need: Need & { kind: 'trend' },
  reply: Reply,
  site: Site,
): Promise<Problem> {
  const facts = reply.facts.filter(({ tag }) => need.tags.includes(tag));
  const missing = need.tags.filter((tag) => !facts.some((fact) => fact.tag === tag));
  if (missing.length > 0) return `no trend of ${missing.join(', ')}`;
  const ranged = facts.filter(({ start }) => start !== undefined);
  const problem =
    ranged.length > 0 ? await withinRange(ranged, need.range, reply, site) : undefined;
  if (problem) return problem;
  return reply.media.includes('image/png') ? undefined : 'no picture';
}

async function checkWhich(
  need: Need & { kind: 'which' },
  reply: Reply,
  site: Site,
): Promise<Problem> {
  const tags = await site.tags(need.tags);
  const values = await Promise.all(
    tags.map(async (tag) => ({ tag, ...(await site.plant.valueAt(tag, site.now)) })),
  );
  const wanted = values.filter(({ value }) => holds(need.when, value)).map(({ tag }) => tag);
  const told = new Set(reply.facts.map(({ tag }) => tag));
  const missing = wanted.filter((tag) => !told.has(tag));
  if (missing.length > 0) return `${missing.join(', ')} is not told`;
  if (wanted.length > 0) return undefined;
  const isTold = tags.some((tag) => told.has(tag)) || NONE.test(reply.text);
  return isTold ? undefined : 'that there is none is not told';
}

async function checkTop(need: Need & { kind: 'top' }, reply: Reply, site: Site): Promise<Problem> {
  const tags = await site.tags(need.tags);
  const kind = need.by === 'now' ? 'value' : need.by;
  const facts = reply.facts.filter((fact) => fact.kind === kind && tags.includes(fact.tag));
  if (facts.length === 0) return `no ${kind} of ${need.tags.join(', ')}`;
  const problem =
    need.range === undefined ? undefined : await withinRange(facts, need.range, reply, site);
  if (problem) return problem;
  const values = await Promise.all(
    tags.map(async (tag) => ({ tag, value: await valueOf(tag, facts[0]) })),
  );
  const sign = need.order === 'highest' ? -1 : 1;
  const best = values
    .filter(({ value }) => typeof value === 'number')
    .sort((a, b) => sign * (Number(a.value) - Number(b.value)));
  const wanted = best.slice(0, need.limit).map(({ tag }) => tag);
  const said = facts.slice(0, need.limit).map(({ tag }) => tag);
  // Values that move may change places while they are read.
  const isSame = wanted.every((tag, place) => {
    if (said[place] === tag) return true;
    const other = values.find((each) => each.tag === said[place])?.value;
    return isClose(other, values.find((each) => each.tag === tag)?.value, 5e-3);
  });
  return isSame ? undefined : `the ${need.order} are ${wanted.join(', ')}, not ${said.join(', ')}`;

  async function valueOf(tag: string, like: Fact | undefined): Promise<number | string> {
    if (kind === 'value') return (await site.plant.valueAt(tag, site.now)).value;
    const type = kind.slice(0, 1).toUpperCase() + kind.slice(1);
    return (await site.plant.summary(tag, type, like?.start ?? '', like?.end ?? '')).value;
  }
}

async function checkEvents(
  need: Need & { kind: 'events' | 'events counted' },
  reply: Reply,
  site: Site,
): Promise<Problem> {
  const { start, end } = await site.range(need.range);
  const all = await site.plant.events(start.start, end.end);
  const events = all.filter(({ name }) => need.name.test(name));
  if (need.kind === 'events counted') {
    const begun = events.filter((each) => each.start >= start.start).length;
    const counts = reply.facts.filter(({ kind }) => kind === 'count');
    const sum = counts.reduce((total, { value }) => total + Number(value), 0);
    if (counts.length > 0) return sum === begun ? undefined : `there were ${begun}, not ${sum}`;
    if (begun === 0 && NONE.test(reply.text)) return undefined;
    const isSaid = new RegExp(String.raw`(?<![\d.,:])${begun}(?![\d:]|[.,]\d)`, 'u').test(
      reply.text,
    );
    return isSaid ? undefined : `there were ${begun}`;
  }
  if (events.length === 0) return NONE.test(reply.text) ? undefined : 'there was no event';
  const newest = events.slice(-EVENTS_TOLD);
  const told = newest.filter((each) => saysTime(reply.text, each.start));
  return told.length < newest.length
    ? `${newest.length - told.length} of ${newest.length} events are not told`
    : undefined;
}

/** Whether they are all of the range that was asked. */
async function withinRange(
  facts: readonly Fact[],
  text: string,
  reply: Reply,
  site: Site,
): Promise<Problem> {
  const range = await site.range(text);
  // Seconds pass between asking and reading.
  const late = reply.repliedAt - site.now + SLACK_MS;
  const isIn = (at: string | undefined, { start, end }: Span) =>
    at !== undefined && Date.parse(at) >= start - SLACK_MS && Date.parse(at) <= end + late;
  const isAny = facts.some((fact) => isIn(fact.start, range.start) && isIn(fact.end, range.end));
  if (isAny) return undefined;
  const [{ start, end } = { start: '', end: '' }] = facts;
  return `from ${start} to ${end}, not ${iso(range.start.start)} to ${iso(range.end.end)}`;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
