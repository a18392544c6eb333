import { checkArrivals, type WireEvidence } from './check-arrivals.ts';
import { findQuestionFaults } from './find-question-faults.ts';
import { isInPlainWords, picturesAskedFor } from './questions.ts';
import type { Outcome } from './read-outcome.ts';

/** What one wire saw, after everything has settled. */
export interface WireCount {
  readonly transport: string;
  readonly asked: number;
  readonly kept: number;
  readonly answered: number;
  /** Of those kept: asked in plain words. */
  readonly plain: number;
  /** Of those kept: asked for a picture. */
  readonly trends: number;
  /** Sent, of those that were asked for. */
  readonly pictures: number;
  /** Texts and pictures, repeats too; where there is no phone, those that were sent. */
  readonly arrived: number;
  /** Messages that the wire was handed again under the same id, and showed once. */
  readonly sentAgain: number;
  /** Messages that arrived more often than once, beyond the first time. */
  readonly repeated: number;
  /** Of those: something was killed between the two, so that nobody knew that the first had gone. */
  readonly explained: number;
}

/**
 * Holds what the wires saw against what the store says.
 *
 * @param killedAt when the server, or a part of it, was killed
 */
export function checkOutcome(
  outcome: Outcome,
  wires: readonly WireEvidence[],
  killedAt: readonly Date[],
): { readonly faults: readonly string[]; readonly counts: readonly WireCount[] } {
  const faults: string[] = [];
  if (outcome.orphans > 0) faults.push(`${outcome.orphans} answers are to no question`);
  if (outcome.unreadEvents > 0) faults.push(`${outcome.unreadEvents} webhooks were never read`);
  for (const question of outcome.questions) faults.push(...findQuestionFaults(question));
  const counts = wires.map((wire) => {
    const kept = outcome.questions.filter(({ transport }) => transport === wire.transport);
    const byWireId = new Map(kept.map((question) => [wireIdOf(question.id), question]));
    for (const asked of wire.accepted) {
      const question = byWireId.get(asked.id);
      if (!question) faults.push(`${wire.transport} ${asked.id} was accepted and is lost`);
      else if (asked.shown !== undefined && question.texts[0]?.text !== asked.shown) {
        faults.push(`${wire.transport} ${asked.id} was shown what the store does not say`);
      }
    }
    const { repeats, faults: wireFaults } = checkArrivals(wire, byWireId);
    faults.push(...wireFaults);
    const pictures = kept.flatMap((question) => question.pictures);
    const sent = [...pictures, ...kept.flatMap(({ texts }) => texts)].filter(
      ({ status }) => status === 'sent',
    );
    return {
      transport: wire.transport,
      asked: wire.accepted.length,
      kept: kept.length,
      answered: kept.filter(({ texts }) => texts.length === 1).length,
      plain: kept.filter(({ text }) => isInPlainWords(text)).length,
      trends: kept.filter(({ text }) => picturesAskedFor(text) > 0).length,
      pictures: pictures.filter(({ status }) => status === 'sent').length,
      arrived: wire.arrivals?.length ?? sent.length,
      sentAgain: wire.hiddenRepeats,
      repeated: repeats.length,
      explained: repeats.filter(({ first, again }) =>
        killedAt.some((at) => at >= first && at <= again),
      ).length,
    };
  });
  for (const { transport, repeated, explained } of counts) {
    if (repeated > explained) {
      faults.push(`${transport}: ${repeated - explained} messages came twice for no reason`);
    }
  }
  return { faults, counts };
}

/** Our ids hold the wire's: alone, or after the chat that it came in. */
function wireIdOf(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
