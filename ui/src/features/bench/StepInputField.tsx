/** One value of a step: a number with its unit and range, a choice, or text. */
import type { StepInput } from '@/api';
import { FieldNumber, FieldRadio, FieldText, pick, useTexts } from '@/shared';
import { inputField, rangeText } from './step';
import classes from './bench.module.css';

interface Props {
  input: StepInput;
  value: string;
  onChange: (value: string) => void;
}

export function StepInputField({ input, value, onChange }: Props) {
  const t = useTexts('bench');
  const field = { name: inputField(input.code), label: pick(input), value, onChange, required: true };
  if (input.kind === 'choice') {
    return <FieldRadio<string> {...field} onChange={(chosen) => onChange(chosen ?? '')} value={value === '' ? null : value} options={input.choices.map((choice) => ({ value: choice.code, label: pick(choice) }))} />;
  }
  if (input.kind === 'text') return <FieldText {...field} maxLength={200} />;
  const range = rangeText(input);
  return (
    <div className={classes.number}>
      <FieldNumber {...field} suffix={input.unit} description={range === '' ? undefined : t('step.range', { range })} />
    </div>
  );
}
