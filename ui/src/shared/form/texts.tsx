/** One-line, number, password and long text fields; `data-testid` is `field-<name>`. Label: the field's name in words. */
import { PasswordInput, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useFieldName } from '../i18n';
import { useFieldProblem } from './context';
import type { Bound } from './useFields';

export interface FieldProps<V> extends Bound<V> {
  label?: ReactNode;
  description?: ReactNode;
  placeholder?: string;
  required?: boolean;
  disabled?: boolean;
  autoFocus?: boolean;
  /** Said beside the field before the program is asked, such as that two passwords differ. */
  hint?: string;
  /** Instead of `field-<name>`. */
  testId?: string;
}

interface TextProps extends FieldProps<string> {
  mono?: boolean;
  maxLength?: number;
  rightSection?: ReactNode;
}

function useCommon({ name, label, description, placeholder, required, disabled, autoFocus, hint, testId }: Omit<FieldProps<unknown>, 'value' | 'onChange'>) {
  const fieldName = useFieldName();
  const error = useFieldProblem(name);
  return {
    name,
    label: label ?? fieldName(name),
    description,
    placeholder,
    withAsterisk: required,
    disabled,
    autoFocus,
    // Dialogs focus what carries this, else their close button.
    'data-autofocus': autoFocus || undefined,
    error: hint ?? error,
    'data-testid': testId ?? `field-${name}`,
    autoComplete: 'off',
    spellCheck: false,
  };
}

export function FieldText(props: TextProps) {
  return (
    <TextInput
      {...useCommon(props)}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      maxLength={props.maxLength}
      rightSection={props.rightSection}
      styles={props.mono ? MONO_STYLES : undefined}
    />
  );
}

const MONO_STYLES = { input: { fontFamily: 'var(--ck-mono)' } };

/** A number as text: what was typed travels unchanged, and the program judges it. `suffix` is the unit. */
export function FieldNumber(props: TextProps & { suffix?: string }) {
  return (
    <TextInput
      {...useCommon(props)}
      value={props.value}
      inputMode="decimal"
      onChange={(event) => props.onChange(halfWidth(event.currentTarget.value))}
      maxLength={props.maxLength ?? 16}
      rightSection={props.suffix ? <span style={{ color: 'var(--ck-muted)' }}>{props.suffix}</span> : props.rightSection}
      rightSectionWidth={props.suffix ? 24 + props.suffix.length * 9 : undefined}
      rightSectionPointerEvents="none"
    />
  );
}

/** Chinese input methods type full-width digits: ３．５ means 3.5. */
export function halfWidth(text: string): string {
  return text.replace(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0)).replaceAll('。', '.');
}

export function FieldPassword(props: FieldProps<string>) {
  return (
    <PasswordInput
      {...useCommon(props)}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}

export function FieldLongText(props: FieldProps<string> & { maxLength?: number }) {
  return (
    <Textarea
      {...useCommon(props)}
      value={props.value}
      maxLength={props.maxLength}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}
