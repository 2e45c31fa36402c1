/**
 * A place that wants one code: empty it says what to scan, filled it shows what was read, with a tick. What is typed
 * into it travels the way of every scan, so the screen's `useScan` handler decides and a refusal beeps and says why.
 */
import { ActionIcon } from '@mantine/core';
import { IconBarcode, IconCircleCheckFilled, IconX } from '@tabler/icons-react';
import { useId, useState, type ReactNode } from 'react';
import { useFieldProblem } from '../form/context';
import { useTexts } from '../i18n';
import { useScanBus } from './context';
import classes from './ScanSlot.module.css';

interface Props {
  /** `slot-<name>` is its test id. */
  name: string;
  /** Request field: `field-<field>` is the input's test id, and a Problem with that field shows here. */
  field: string;
  title: ReactNode;
  hint?: ReactNode;
  /** What was read, or null. */
  value: ReactNode | null;
  /** The next one wanted: drawn forward. */
  active?: boolean;
  optional?: boolean;
  disabled?: boolean;
  autoFocus?: boolean;
  onClear?: () => void;
  /** For codes that may also be typed bare: answers true when it took the text, else the text goes the way of a scan. */
  onTyped?: (text: string) => boolean;
}

export function ScanSlot(props: Props) {
  const t = useTexts();
  const { dispatch } = useScanBus();
  const problem = useFieldProblem(props.field);
  const [text, setText] = useState('');
  const id = useId();
  const filled = props.value !== null;
  const Glyph = filled ? IconCircleCheckFilled : IconBarcode;
  return (
    <div className={classes.slot} data-testid={`slot-${props.name}`} data-filled={filled} data-active={props.active ?? false} data-bad={problem !== null}>
      <Glyph size={30} className={classes.icon} aria-hidden />
      <div className={classes.body}>
        <label className={classes.title} htmlFor={id}>
          {props.title}
          {props.optional ? <span className={classes.optional}> · {t('form.optional')}</span> : null}
        </label>
        {filled ? (
          <div className={classes.value} data-testid={`slot-${props.name}-value`}>{props.value}</div>
        ) : (
          <input
            id={id}
            className={classes.input}
            value={text}
            disabled={props.disabled}
            onChange={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.keyCode === 229) return;
              event.preventDefault();
              if (text.trim() === '') return;
              setText('');
              if (!props.onTyped?.(text.trim())) void dispatch(text.trim());
            }}
            placeholder={t('form.scan_here')}
            autoComplete="off"
            spellCheck={false}
            maxLength={256}
            autoFocus={props.autoFocus}
            data-testid={`field-${props.field}`}
          />
        )}
        {problem ? <div className={classes.problem}>{problem}</div> : null}
        {props.hint && !problem && !filled ? <div className={classes.hint}>{props.hint}</div> : null}
      </div>
      {filled && props.onClear ? (
        <ActionIcon onClick={props.onClear} aria-label={t('action.remove')} data-testid={`slot-${props.name}-clear`}><IconX size={20} /></ActionIcon>
      ) : null}
    </div>
  );
}
