/** Choosing: a few options side by side (radio or check), or a list. Test ids: `field-<name>`, options `field-<name>-<value>`. */
import { Select } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { useFieldName } from '../i18n';
import { useFieldProblem } from './context';
import classes from './form.module.css';
import type { FieldProps } from './texts';

export interface Option<V extends string> {
  value: V;
  label: string;
  disabled?: boolean;
}

/** One of the options, or none yet. */
interface ChoiceProps<V extends string> extends Omit<FieldProps<V | null>, 'onChange'> {
  onChange: (value: V) => void;
  options: Option<V>[];
}

export function FieldSelect<V extends string>(props: ChoiceProps<V>) {
  const fieldName = useFieldName();
  const error = useFieldProblem(props.name);
  return (
    <Select
      label={props.label ?? fieldName(props.name)}
      description={props.description}
      placeholder={props.placeholder}
      withAsterisk={props.required}
      disabled={props.disabled}
      error={error}
      data={props.options}
      value={props.value}
      onChange={(value) => value !== null && props.onChange(value as V)}
      searchable={props.options.length > 8}
      data-testid={`field-${props.name}`}
    />
  );
}

/** Two to six options, all in sight: arrow keys move, large enough for gloves. */
export function FieldRadio<V extends string>(props: ChoiceProps<V>) {
  return (
    <OptionSet {...props}>
      {props.options.map((option) => (
        <label key={option.value} className={classes.option}>
          <input
            type="radio"
            name={props.name}
            value={option.value}
            checked={props.value === option.value}
            disabled={props.disabled || option.disabled}
            onChange={() => props.onChange(option.value)}
            data-testid={`field-${props.name}-${option.value}`}
          />
          {option.label}
        </label>
      ))}
    </OptionSet>
  );
}

/** Any number of options. */
export function FieldChecks<V extends string>(props: FieldProps<V[]> & { options: (Omit<Option<V>, 'label'> & { label: ReactNode })[] }) {
  const toggle = (value: V) =>
    props.onChange(props.value.includes(value) ? props.value.filter((other) => other !== value) : [...props.value, value]);
  return (
    <OptionSet {...props}>
      {props.options.map((option) => (
        <label key={option.value} className={classes.option}>
          <input
            type="checkbox"
            checked={props.value.includes(option.value)}
            disabled={props.disabled || option.disabled}
            onChange={() => toggle(option.value)}
            data-testid={`field-${props.name}-${option.value}`}
          />
          {option.label}
        </label>
      ))}
    </OptionSet>
  );
}

/** Yes or no. */
export function FieldCheck(props: FieldProps<boolean>) {
  const fieldName = useFieldName();
  const error = useFieldProblem(props.name);
  return (
    <div>
      <label className={classes.option}>
        <input
          type="checkbox"
          checked={props.value}
          disabled={props.disabled}
          onChange={(event) => props.onChange(event.currentTarget.checked)}
          data-testid={`field-${props.name}`}
        />
        {props.label ?? fieldName(props.name)}
      </label>
      {error ? <div className={classes.error}>{error}</div> : null}
    </div>
  );
}

function OptionSet(props: Omit<FieldProps<unknown>, 'value' | 'onChange'> & { children: ReactNode }) {
  const fieldName = useFieldName();
  const error = useFieldProblem(props.name);
  const id = useId();
  // No fieldset: WebKit counts a legend's height twice until the next layout, and the first press misses what moves up.
  return (
    <div role="group" aria-labelledby={id} data-testid={`field-${props.name}`}>
      <div id={id} className={classes.legend}>
        {props.label ?? fieldName(props.name)}
        {props.required ? <span style={{ color: 'var(--ck-red)' }}> *</span> : null}
        {props.description ? <div className={classes.description}>{props.description}</div> : null}
      </div>
      <div className={classes.options}>{props.children}</div>
      {error ? <div className={classes.error}>{error}</div> : null}
    </div>
  );
}
