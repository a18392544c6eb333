import { Folded } from '../../ui/folded.tsx';
import { ScrollBox } from '../../ui/scroll-box.tsx';

/** Data of a program, one field in a line; folded away where it may be long. */
export function ReadableJson({
  label,
  value,
  isFolded = false,
}: {
  readonly label: string;
  readonly value: unknown;
  readonly isFolded?: boolean;
}) {
  const text = (
    <ScrollBox label={label}>
      <pre style={{ margin: 0, fontSize: '0.8125rem' }}>{JSON.stringify(value, null, 2)}</pre>
    </ScrollBox>
  );
  return isFolded ? <Folded label={label}>{text}</Folded> : text;
}
