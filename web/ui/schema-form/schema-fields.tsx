import { Button, Collapse, Fieldset, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useTexts } from '../../app/use-texts.ts';
import { commonTexts } from '../../texts/common.ts';
import type { FieldProps } from './field-props.ts';
import { controlFor, isAdvanced, isRequired, withoutNull } from './json-schema.ts';
import type { JsonSchema } from './json-schema.ts';
import { EntriesField, JsonField, LinesField, PairsField } from './list-fields.tsx';
import { ChoiceField, NumberField, SecretField, SwitchField, TextField } from './simple-fields.tsx';

type Values = Readonly<Record<string, unknown>>;

/** The fields of one object: those a person must think about first, the others folded away. */
export function SchemaFields({
  schema,
  path = '',
  value,
  onChange,
  first,
  ...rest
}: Pick<FieldProps, 'issues' | 'secretsSet' | 'isReadOnly'> & {
  readonly schema: JsonSchema;
  readonly path?: string;
  readonly value: Values;
  readonly onChange: (value: Values) => void;
  /** Paths of the fields that are not folded away; without it, those that have no default. */
  readonly first?: readonly string[] | undefined;
}) {
  const { t } = useTexts(commonTexts);
  const fields = Object.entries(schema.properties ?? {})
    .map(([name, given]) => ({ name, schema: withoutNull(given) }))
    .filter(({ name, schema: field }) => !field.deprecated || value[name] !== undefined)
    .map(({ name, schema: field }): FieldProps => ({
      ...rest,
      schema: field,
      path: path === '' ? name : `${path}.${name}`,
      label: field.title ?? name,
      isRequired: isRequired(schema, name),
      value: value[name],
      onChange: (next) => {
        const { [name]: _before, ...others } = value;
        onChange(next === undefined ? others : { ...others, [name]: next });
      },
    }));
  const isFolded = ({ schema: field, path: at, isRequired: isNeeded }: FieldProps) =>
    !isNeeded && (first ? !first.includes(at) : isAdvanced(field));
  const folded = fields.filter(isFolded);
  // What the server complains about must be seen.
  const hasIssue = folded.some((field) =>
    rest.issues.some((issue) => issue.path.startsWith(field.path)),
  );
  const [isOpen, { toggle }] = useDisclosure(false);
  // Who may only look cannot press anything in a form that is locked, and yet wants to read it.
  const isShown = isOpen || hasIssue || rest.isReadOnly;

  return (
    <>
      {fields
        .filter((field) => !isFolded(field))
        .map((field) => (
          <SchemaField key={field.path} {...field} />
        ))}
      {folded.length > 0 && (
        <div>
          {!rest.isReadOnly && (
            <Button
              variant="subtle"
              size="compact-sm"
              aria-expanded={isShown}
              onClick={toggle}
              leftSection={
                isShown ? (
                  <IconChevronDown size={16} aria-hidden />
                ) : (
                  <IconChevronRight size={16} aria-hidden />
                )
              }
            >
              {t('advanced')}
            </Button>
          )}
          <Collapse expanded={isShown}>
            <Stack gap="sm" mt="sm">
              {folded.map((field) => (
                <SchemaField key={field.path} {...field} />
              ))}
            </Stack>
          </Collapse>
        </div>
      )}
    </>
  );
}

/** One field, with the control that fits it. */
export function SchemaField(field: FieldProps) {
  switch (controlFor(field.schema)) {
    case 'secret':
      return <SecretField {...field} />;
    case 'switch':
      return <SwitchField {...field} />;
    case 'choice':
      return <ChoiceField {...field} />;
    case 'number':
      return <NumberField {...field} />;
    case 'text':
      return <TextField {...field} />;
    case 'lines':
      return <LinesField {...field} />;
    case 'entries':
      return (
        <EntriesField
          {...field}
          fieldsOf={(entry, index, onChange) => (
            <SchemaFields
              {...field}
              schema={withoutNull(field.schema.items ?? {})}
              path={`${field.path}.${index}`}
              value={entry}
              onChange={onChange}
            />
          )}
        />
      );
    case 'pairs':
      return <PairsField {...field} />;
    case 'group':
      return (
        <Fieldset legend={field.label}>
          <Stack gap="sm">
            <SchemaFields {...field} value={(field.value ?? {}) as Values} />
          </Stack>
        </Fieldset>
      );
    case 'json':
      return <JsonField {...field} />;
  }
}
