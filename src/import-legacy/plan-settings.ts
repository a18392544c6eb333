import { SETTING_DEFINITIONS } from '../settings/index.ts';
import type { Report } from './create-report.ts';
import type { LegacyRow } from './open-legacy-file.ts';
import { textOf } from './read-json.ts';

export type SettingToBring = { readonly name: string; readonly value: string | boolean };

const SPAM = 'spam_detection';
/** What stood there when nobody had saved anything. */
const DEFAULTS: Readonly<Record<string, string>> = {
  windowSeconds: '6',
  maxMessagesPerWindow: '1',
  warningThreshold: '3',
  cooldownMinutes: '1',
};
/** Settings that only flagged there and would hold people back here. */
const LIMITS = new Set(['windowSeconds', 'maxMessagesPerWindow', 'warningThreshold']);

/**
 * What of the predecessor's settings stays. Its limits on messages flagged people and stopped nobody; the same numbers
 * would stop whoever asks briskly here, so Plantline's own are kept, and the report says so.
 *
 * @param stored names of settings that somebody has set here, which are theirs
 */
export function planSettings(
  rows: readonly LegacyRow[],
  { report, stored }: { readonly report: Report; readonly stored: ReadonlySet<string> },
): readonly SettingToBring[] {
  const toBring: SettingToBring[] = [];
  const spam = new Map<string, string>();
  for (const row of rows) {
    const key = textOf(row['key']) ?? '';
    const category = textOf(row['category']) ?? '';
    const value = textOf(row['value']);
    const line = { table: 'system_settings', id: row['id'], name: `${category}.${key}` };
    if (category !== SPAM) {
      report.row({ ...line, outcome: 'refused', notes: ['Plantline has no such setting.'] });
      continue;
    }
    if (value !== undefined) spam.set(key, value);
    report.row({ ...line, ...decide(key, value) });
  }
  const limits = [...LIMITS].map((key) => spam.get(key) ?? DEFAULTS[key]);
  report.note(
    `The spam guard keeps Plantline's own limits (${ownLimits()}): the predecessor's (${limits.join(' / ')}) only flagged people, and here they would hold back whoever asks briskly.`,
  );
  return toBring;

  function decide(
    key: string,
    value: string | undefined,
  ): Pick<Parameters<Report['row']>[0], 'outcome' | 'notes'> {
    const name = `${SPAM}.${key}`;
    if (LIMITS.has(key)) {
      return {
        outcome: 'leftOut',
        notes: [
          `Plantline's own limit stays: the predecessor's ${value ?? ''} only flagged people.`,
        ],
      };
    }
    if (key === 'cooldownMinutes' || key === 'lastUpdated') {
      return { outcome: 'leftOut', notes: ['It made no difference in the predecessor.'] };
    }
    const wanted = key === 'enabled' ? value !== 'false' : value;
    const isSetting = name === `${SPAM}.enabled` || name === `${SPAM}.warningMessage`;
    if (!isSetting) return { outcome: 'refused', notes: ['Plantline has no such setting.'] };
    const definition = SETTING_DEFINITIONS[name as 'spam_detection.enabled'];
    if (stored.has(name) || wanted === undefined) return { outcome: 'alreadyHere', notes: [] };
    // What is the default anyway needs no row, and goes on being it.
    if (wanted === definition.default) return { outcome: 'alreadyHere', notes: [] };
    if (!definition.schema.safeParse(wanted).success) {
      return { outcome: 'refused', notes: ['Its value is none that this setting may have.'] };
    }
    toBring.push({ name, value: wanted });
    return { outcome: 'brought', notes: [] };
  }
}

function ownLimits(): string {
  const names = ['windowSeconds', 'maxMessagesPerWindow', 'warningThreshold'] as const;
  return names.map((name) => SETTING_DEFINITIONS[`spam_detection.${name}`].default).join(' / ');
}
