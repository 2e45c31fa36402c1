/** One value of a step: a number with its unit and range, a choice, or text. */
import type { StepInput } from '@/api';
import { FieldAttachment, FieldDateTime, FieldNumber, FieldRadio, FieldScan, FieldText, isOfOtherUnit, pick, useTexts } from '@/shared';
import { inputField, rangeText, wantedRange } from './step';
import classes from './bench.module.css';

interface Props {
  /** The units that a photo or file is kept with, and the step that it is for. */
  donations: string[];
  step: string;
  input: StepInput;
  value: string;
  onChange: (value: string) => void;
}

export function StepInputField({ donations, step, input, value, onChange }: Props) {
  const t = useTexts('bench');
  const field = { name: inputField(input.code), label: pick(input), value, onChange, required: !input.optional };
  if (input.kind === 'choice') {
    return <FieldRadio<string> {...field} onChange={(chosen) => onChange(chosen ?? '')} value={value === '' ? null : value} options={input.choices.map((choice) => ({ value: choice.code, label: pick(choice) }))} />;
  }
  if (input.kind === 'photo' || input.kind === 'file') {
    return <FieldAttachment name={field.name} label={pick(input)} required={field.required} donations={donations} step={step} input={input} value={value} onChange={onChange} />;
  }
  if (input.kind === 'scan') return <FieldScan {...field} passesOn={(text) => isOfOtherUnit(text, donations)} description={input.pattern === null ? undefined : t('step.pattern', { pattern: input.pattern })} />;
  if (input.kind === 'text') return <FieldText {...field} maxLength={200} />;
  if (input.kind === 'time') {
    return <FieldDateTime {...field} value={value === '' ? null : Number(value)} onChange={(ms) => onChange(ms === null ? '' : String(ms))} />;
  }
  const [range, wanted] = [rangeText(input), wantedRange(input)];
  const says = [wanted === '' ? null : t('step.wanted', { range: wanted }), range === '' ? null : t('step.range', { range })].filter(Boolean);
  return (
    <div className={classes.number}>
      <FieldNumber {...field} suffix={input.unit} description={says.length === 0 ? undefined : says.join(' · ')} />
    </div>
  );
}
