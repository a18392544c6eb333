import { z } from 'zod';
import { Instant, ListQuery } from '../lib/http/list.schema.ts';

/** What a setting may be; which of these, its own `schema` says. */
const SettingValue = z.union([z.string(), z.number(), z.boolean()]);

/** A setting as the API shows it: how it stands, what it would be untouched, and what it is for. */
export const Setting = z
  .object({
    /** `category.key`, such as `access.mode`. */
    id: z.string(),
    category: z.string(),
    key: z.string(),
    value: SettingValue,
    default: SettingValue,
    /** Nobody changed it, or somebody changed it back. */
    isDefault: z.boolean(),
    meaning: z.string(),
    /** JSON Schema of `value`. */
    schema: z.record(z.string(), z.unknown()),
    /** Null while it was never changed. */
    updatedAt: Instant.nullable(),
  })
  .meta({ id: 'Setting' });
export type Setting = z.output<typeof Setting>;

export const SettingQuery = ListQuery.extend({ category: z.string().max(100).optional() });
export type SettingQuery = z.output<typeof SettingQuery>;

export const SettingChange = z.strictObject({
  value: SettingValue,
  updatedAt: Instant.nullish().meta({
    description:
      'The `updatedAt` that was seen; when it is another by now, nothing is changed (409).',
  }),
});
export type SettingChange = z.output<typeof SettingChange>;

/** The same change, with the setting named in the body. */
export const NewSetting = z.strictObject({
  category: z.string().min(1).max(100),
  key: z.string().min(1).max(100),
  value: SettingValue,
});
export type NewSetting = z.output<typeof NewSetting>;
