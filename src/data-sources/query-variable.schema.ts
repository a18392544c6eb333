import { z } from 'zod';

/** `tag`: the exact name of a tag. `instant`: a moment, said as people and PI say it. */
export const VARIABLE_TYPES = ['text', 'number', 'choice', 'instant', 'tag'] as const;
export const VariableType = z.enum(VARIABLE_TYPES);
export type VariableType = z.infer<typeof VariableType>;

/** Filled from the question's range and count, whoever declares them or not. */
export const RESERVED_VARIABLES = ['start', 'end', 'limit'] as const;
export type ReservedVariable = (typeof RESERVED_VARIABLES)[number];

/** The name of a variable, as a trigger's `variables` and `{variable}` in the template write it. */
export const VariableName = z
  .string()
  .regex(/^[A-Za-z_]\w*$/, 'Write a variable with letters, digits and _, a letter first.')
  .max(40);

const WORDING_LENGTH_MAX = 200;

/** A text in one language for everybody, or one per language. */
const Wording = z.union([
  z.string().trim().min(1).max(WORDING_LENGTH_MAX),
  z
    .strictObject({
      en: z.string().max(WORDING_LENGTH_MAX).optional(),
      id: z.string().max(WORDING_LENGTH_MAX).optional(),
    })
    .refine(({ en, id }) => (en ?? id) !== undefined, 'Write the text in one language at least.'),
]);
export type Wording = z.infer<typeof Wording>;

const VALUE_LENGTH_MAX = 400;
const VariableValue = z.union([
  z.string().max(VALUE_LENGTH_MAX),
  z.number(),
  z.boolean(),
  z.null(),
]);
const ChoiceValue = z.union([z.string().min(1).max(VALUE_LENGTH_MAX), z.number()]);

/** A choice that is shown by other words than its value. */
const LabelledChoice = z.strictObject({ value: ChoiceValue, label: Wording });

const fields = {
  /** Absent: what its choices, limits or unit make it, else text. */
  type: VariableType.optional(),
  /** Absent: whoever asks must give a value. Of an instant, a text such as `*-8h` or `yesterday`. */
  default: VariableValue.optional(),
  description: z.string().max(WORDING_LENGTH_MAX).optional(),
  /** How the chat asks for it when it is missing; its own question when absent. */
  prompt: Wording.optional(),
  /** false: the chat does not ask for it, but says how to send it. */
  ask: z.boolean().optional(),
  /** The only values allowed, in the order they are offered. */
  choices: z
    .array(z.union([ChoiceValue, LabelledChoice]))
    .min(1)
    .max(100)
    .optional(),
  /** The least and the greatest number; of an instant, the earliest and the latest: `*-30d`, `*`. */
  min: z.union([z.number(), z.string().trim().min(1).max(40)]).optional(),
  max: z.union([z.number(), z.string().trim().min(1).max(40)]).optional(),
  /** Only whole numbers. */
  whole: z.boolean().optional(),
  /** Of a number: may be written behind it, and is shown when it is asked for. */
  unit: z.string().trim().min(1).max(20).optional(),
  /** The most characters of a text or tag. */
  maxLength: z.int().min(1).max(VALUE_LENGTH_MAX).optional(),
  /** The only characters of a text or tag, one by one or as ranges: `A-Z0-9_.-`. */
  allowed: z.string().min(1).max(100).optional(),
};

type Fields = z.output<z.ZodObject<typeof fields>>;

/** The type of a variable that may not say it. */
export function variableTypeOf(
  variable: Pick<Fields, 'type' | 'choices' | 'min' | 'max' | 'whole' | 'unit'>,
): VariableType {
  const { type, choices, min, max, whole, unit } = variable;
  if (type) return type;
  if (choices) return 'choice';
  const limit = min ?? max;
  if (typeof limit === 'number' || whole !== undefined || unit !== undefined) return 'number';
  return limit === undefined ? 'text' : 'instant';
}

/** What a variable may be, without its name. */
export const VariableDefinition = z.strictObject(fields).superRefine(checkTogether);
export type VariableDefinition = z.output<typeof VariableDefinition>;

/** A variable of a query preset. */
export const QueryVariable = z
  .strictObject({ name: VariableName, ...fields })
  .superRefine(checkTogether);
export type QueryVariable = z.output<typeof QueryVariable>;

/** As the predecessor wrote them, just a name; or one that says more. What was stored is given back in its own form. */
export const PresetVariable = z.union([VariableName, QueryVariable]);
export type PresetVariable = z.output<typeof PresetVariable>;

/** Fields that say nothing of each other's type would be forgotten silently. */
function checkTogether(variable: Fields & { name?: string }, context: z.RefinementCtx): void {
  const { name, choices, min, max, whole, unit, maxLength, allowed } = variable;
  const refuse = (field: string, message: string) =>
    context.addIssue({ code: 'custom', path: [field], message });
  const reserved = RESERVED_VARIABLES.find((one) => one === name?.toLowerCase());
  if (reserved !== undefined && name !== reserved) {
    refuse('name', `Write "${reserved}" in small letters: it is filled from the question.`);
  }
  const type = reserved === undefined ? variableTypeOf(variable) : typeOfReserved(reserved);
  if (reserved !== undefined && variable.type !== undefined && variable.type !== type) {
    refuse('type', `"${reserved}" is of the type ${type}.`);
  }
  if (type === 'choice' && !choices) refuse('choices', 'Name the values that can be chosen.');
  if (type !== 'choice' && choices) refuse('choices', 'Only a choice has values to choose from.');
  if (type !== 'number' && unit !== undefined) refuse('unit', 'Only a number has a unit.');
  if (type !== 'number' && whole !== undefined) refuse('whole', 'Only a number can be whole.');
  const isText = type === 'text' || type === 'tag';
  if (!isText && maxLength !== undefined) refuse('maxLength', 'Only a text or tag has a length.');
  if (!isText && allowed !== undefined) refuse('allowed', 'Only a text or tag has characters.');
  for (const [field, limit] of [
    ['min', min],
    ['max', max],
  ] as const) {
    if (limit === undefined) continue;
    if (type === 'number' && typeof limit !== 'number') refuse(field, 'Give a number.');
    if (type === 'instant' && typeof limit !== 'string')
      refuse(field, 'Give a time such as *-30d.');
    if (type !== 'number' && type !== 'instant') {
      refuse(field, 'Only a number or an instant has limits.');
    }
  }
  if (typeof min === 'number' && typeof max === 'number' && min > max) {
    refuse('max', 'The greatest value is less than the least.');
  }
}

/** `limit` is a number, `start` and `end` are instants. */
export function typeOfReserved(name: ReservedVariable): VariableType {
  return name === 'limit' ? 'number' : 'instant';
}

export function isReserved(name: string): name is ReservedVariable {
  return (RESERVED_VARIABLES as readonly string[]).includes(name);
}

/** The value and the words of a choice. */
export function choiceParts(choice: NonNullable<Fields['choices']>[number]): {
  readonly value: string | number;
  readonly label: Wording;
} {
  return typeof choice === 'object' ? choice : { value: choice, label: String(choice) };
}
