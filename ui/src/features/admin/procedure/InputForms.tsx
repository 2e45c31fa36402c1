/** What is entered at a step: each input with what it takes. */
import { Button, Checkbox, Group, Select } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { MediaType } from '@/api';
import { useTexts, useWord } from '@/shared';
import classes from './Editor.module.css';
import { ChoiceField, CountField, Fault, TextField, useDepartings, WordsField, YesField } from './fields';
import { wordsOf } from './StepList';
import { INPUT_KINDS, isPart, kindOf, listOf, newKind, partOf, replaced, stringsOf, textOf, withField, without, type InputKindName, type Part } from './sop';

interface Props {
  inputs: Part[];
  onChange: (inputs: Part[], place?: string) => void;
}

const VERDICTS = ['info', 'warn', 'fail'] as const;
const MEDIA: readonly MediaType[] = ['jpeg', 'png', 'pdf', 'csv', 'text'];

export function InputForms({ inputs, onChange }: Props) {
  const t = useTexts('admin');
  const add = () => onChange([...inputs, { code: `input-${inputs.length + 1}`, zh: '', en: '', kind: newKind('text') }]);
  return (
    <fieldset className={classes.group} data-testid="sop-inputs">
      <legend>{t('sop.inputs')}</legend>
      {inputs.map((input, index) => (
        <InputForm
          // Inputs that are drawn may have any code: their places are theirs.
          key={index}
          input={input}
          index={index}
          onChange={(next, place) => onChange(replaced(inputs, index, next), place)}
          onRemove={() => onChange(without(inputs, index))}
        />
      ))}
      <Button variant="light" size="xs" leftSection={<IconPlus size={18} />} onClick={add} data-testid="sop-input-add">{t('sop.input_add')}</Button>
    </fieldset>
  );
}

function InputForm({ input, index, onChange, onRemove }: { input: Part; index: number; onChange: (input: Part, place?: string) => void; onRemove: () => void }) {
  const t = useTexts('admin');
  const departings = useDepartings();
  const kind = kindOf(input);
  const at = `inputs.${textOf(input.code)}`;
  const body = isPart(input.kind) ? input.kind[kind] : {};
  const putBody = (next: unknown, place?: string) => onChange({ ...input, kind: { [kind]: next } }, place);
  const field = { part: input, at, onChange };
  return (
    <div className={classes.card} data-testid={`sop-input-${index}`}>
      <div className={classes.fields}>
        <TextField {...field} name="code" mono wanted />
        <Select
          label={t('sop.field.kind')}
          data={INPUT_KINDS.map((value) => ({ value, label: t(`sop.kind.${value}`) }))}
          value={kind}
          onChange={(chosen) => chosen !== null && onChange({ ...input, kind: newKind(chosen as InputKindName) }, `${at}.kind`)}
          allowDeselect={false}
          data-testid={`sop-${at}.kind`}
        />
        <Button variant="subtle" color="red" c="red.9" size="xs" leftSection={<IconTrash size={18} />} onClick={onRemove} data-testid={`sop-input-remove-${index}`}>{t('sop.input_remove')}</Button>
      </div>
      <WordsField words={wordsOf(input)} name="label" at={at} onChange={(words, place) => onChange({ ...input, ...words }, place)} />
      <Fault at={at} />
      {kind === 'number' ? (
        <div className={classes.fields}>
          <TextField {...field} name="unit" />
          <TextField part={partOf(body)} at={at} onChange={putBody} name="min" numeric />
          <TextField part={partOf(body)} at={at} onChange={putBody} name="max" numeric />
          <TextField {...field} name="low" numeric />
          <TextField {...field} name="high" numeric />
          <ChoiceField {...field} name="outside" values={departings} usual="signed" />
        </div>
      ) : null}
      {kind === 'choice' ? (
        <>
          <Choices choices={listOf(body)} at={at} onChange={putBody} />
          <div className={classes.fields}><ChoiceField {...field} name="outside" words="adverse" values={departings} /></div>
        </>
      ) : null}
      {kind === 'scan' ? <div className={classes.fields}><TextField part={partOf(body)} at={at} onChange={putBody} name="pattern" mono /></div> : null}
      {kind === 'file' ? <FileKind part={partOf(body)} at={at} onChange={putBody} /> : null}
      <YesField {...field} name="optional" />
    </div>
  );
}

function FileKind({ part, at, onChange }: { part: Part; at: string; onChange: (part: Part, place?: string) => void }) {
  const t = useTexts('admin');
  const word = useWord();
  const accept = stringsOf(part.accept);
  return (
    <>
      <Checkbox.Group
        label={t('sop.field.accept')}
        description={t('sop.accept_hint')}
        value={accept}
        onChange={(next) => onChange(withField(part, 'accept', next.length === 0 ? undefined : next), `${at}.accept`)}
      >
        <Group gap="md" mt={6}>{MEDIA.map((media) => <Checkbox key={media} value={media} label={word('MediaType', media)} data-testid={`sop-${at}.accept.${media}`} />)}</Group>
      </Checkbox.Group>
      <div className={classes.fields}><CountField part={part} at={at} onChange={onChange} name="max_kb" /></div>
    </>
  );
}

function Choices({ choices, at, onChange }: { choices: Part[]; at: string; onChange: (choices: Part[], place?: string) => void }) {
  const t = useTexts('admin');
  return (
    <div className={classes.nested}>
      {choices.map((choice, index) => {
        const place = `${at}.${textOf(choice.code)}`;
        const put = (next: Part, where: string) => onChange(replaced(choices, index, next), where);
        return (
          <div key={index} className={classes.line} data-testid={`sop-choice-${index}`}>
            <TextField part={choice} name="code" at={place} onChange={put} mono wanted />
            <WordsField words={wordsOf(choice)} name="label" at={place} onChange={(words, where) => put({ ...choice, ...words }, where)} />
            <ChoiceField part={choice} name="verdict" at={place} onChange={put} values={VERDICTS.map((value) => ({ value, label: t(`sop.verdict.${value}`) }))} usual="info" />
            <Button variant="subtle" color="red" c="red.9" size="xs" onClick={() => onChange(without(choices, index))} aria-label={t('sop.choice_remove')} data-testid={`sop-choice-remove-${index}`}><IconTrash size={18} /></Button>
          </div>
        );
      })}
      <Button variant="subtle" size="xs" leftSection={<IconPlus size={18} />} onClick={() => onChange([...choices, { code: `choice-${choices.length + 1}`, zh: '', en: '' }])} data-testid="sop-choice-add">{t('sop.choice_add')}</Button>
    </div>
  );
}
