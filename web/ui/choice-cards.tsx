import { useId } from 'react';
import type { ReactNode } from 'react';
import classes from './choice-cards.module.css';

export type Choice<Value extends string> = {
  readonly value: Value;
  readonly icon?: ReactNode;
  readonly title: string;
  /** One plain sentence. */
  readonly text: string;
};

/** One of a few, each with a sentence that says what it means. */
export function ChoiceCards<Value extends string>({
  labelledBy,
  choices,
  value,
  onChange,
  isReadOnly = false,
}: {
  /** Id of the label above. */
  readonly labelledBy: string;
  readonly choices: readonly Choice<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly isReadOnly?: boolean;
}) {
  const name = useId();
  return (
    <div role="radiogroup" aria-labelledby={labelledBy} className={classes['cards']}>
      {choices.map((choice) => (
        <label key={choice.value} className={classes['card']}>
          <input
            type="radio"
            name={name}
            className={classes['input']}
            checked={choice.value === value}
            disabled={isReadOnly}
            onChange={() => onChange(choice.value)}
          />
          <span className={classes['title']}>
            {choice.icon}
            {choice.title}
          </span>
          <span className={classes['text']}>{choice.text}</span>
        </label>
      ))}
    </div>
  );
}
