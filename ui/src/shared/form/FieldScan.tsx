/**
 * A field for one code. While it has the focus a scan goes into it (and the focus to the next field: `onScanned`); typing
 * and Enter do the same. A screen with several of them gives each its own name.
 */
import { TextInput } from '@mantine/core';
import { IconBarcode, IconCircleCheck } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useFieldName, useTexts } from '../i18n';
import { useScan } from '../scan/context';
import { useFieldProblem } from './context';
import { focusNext } from './focus';
import type { FieldProps } from './texts';

interface Props extends FieldProps<string> {
  /** After a scan, or Enter on typed text; without it the focus moves to the form's next field. */
  onScanned?: (text: string) => void;
  /** Whether a scan is not for this field but for the screen around it, such as the label of another unit. */
  passesOn?: (text: string) => Promise<boolean>;
}

export function FieldScan(props: Props) {
  const t = useTexts();
  const fieldName = useFieldName();
  const error = useFieldProblem(props.name);
  const [focused, setFocused] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  const accept = (text: string) => {
    props.onChange(text);
    if (props.onScanned) props.onScanned(text);
    else focusNext(input.current);
  };
  useScan(async (text) => {
    if (await props.passesOn?.(text)) return false;
    accept(text);
    return true;
  }, focused && !props.disabled);

  return (
    <TextInput
      ref={input}
      name={props.name}
      label={props.label ?? fieldName(props.name)}
      description={props.description}
      placeholder={props.placeholder ?? t('form.scan_here')}
      withAsterisk={props.required}
      disabled={props.disabled}
      autoFocus={props.autoFocus}
      data-autofocus={props.autoFocus || undefined}
      error={error}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.keyCode === 229) return;
        if (props.value.trim() === '') return;
        event.preventDefault();
        accept(props.value.trim());
      }}
      autoComplete="off"
      spellCheck={false}
      leftSection={props.value ? <IconCircleCheck size={20} color="#1c6b2f" /> : <IconBarcode size={20} />}
      styles={STYLES}
      data-testid={`field-${props.name}`}
    />
  );
}

const STYLES = { input: { fontFamily: 'var(--ck-mono)' } };
