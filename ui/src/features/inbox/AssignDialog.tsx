/** Takes the chosen results for a unit: a scan of the unit, why, and what its record lacks for a computation. */
import { Checkbox } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct, type AgainstTaking, type InboxDetail, type InboxSpecimen } from '@/api';
import { ActForm, Buttons, FieldLongText, FieldNumber, FieldScan, FormDialog, givenSecond, NO_SECOND, pick, SecondPerson, SubmitButton, useFields, useTexts } from '@/shared';

/** What stands against taking a result, and a person who was shown it may pass over. */
const AGAINST: Record<string, AgainstTaking> = { 'analyser.behind': 'behind', 'analyser.superseded': 'superseded', 'analyser.contradicted': 'contradicted' };

interface Props {
  detail: InboxDetail;
  specimen: InboxSpecimen;
  places: number[];
}

export function AssignDialog(props: Props) {
  const t = useTexts('inbox');
  if (props.places.length === 0) return null;
  return (
    <FormDialog title={t('assign', { count: props.places.length })} testId="inbox-assign" icon={<IconArrowRight size={20} />}>
      {(close) => <AssignForm {...props} onDone={close} />}
    </FormDialog>
  );
}

function AssignForm({ detail, specimen, places, onDone }: Props & { onDone: () => void }) {
  const t = useTexts('inbox');
  const act = useAct('inbox.assign');
  const { values, bind } = useFields({ unit_scan: '', reason: '' });
  const mayRepeat = specimen.results.some(({ place, waits }) => places.includes(place) && waits?.code === 'result.repeat_asked');
  const [repeat, setRepeat] = useState(mayRepeat);
  const [given, setGiven] = useState<Record<string, string>>({});
  const [despite, setDespite] = useState<AgainstTaking[]>([]);
  const [second, setSecond] = useState(NO_SECOND);
  const [wanted, setWanted] = useState(false);
  // What the chosen unit has against it is known once it was refused.
  const shown = new Set([...specimen.results.filter(({ place }) => places.includes(place)).map(({ waits }) => waits?.code), act.error?.code]);
  const against = Object.entries(AGAINST).filter(([code, word]) => shown.has(code) || despite.includes(word)).map(([, word]) => word);
  const submit = () => {
    const inputs = Object.entries(given).filter(([, value]) => value.trim() !== '').map(([name, value]) => ({ name, value: value.trim() }));
    act.mutate({ message: detail.message, places, unit_scan: values.unit_scan.trim(), reason: values.reason, inputs, repeat, despite, ...givenSecond(second) }, {
      onError: ({ code }) => setWanted((before) => before || code === 'inbox.second_missing'),
      onSuccess: onDone,
    });
  };
  return (
    <ActForm act={act} onSubmit={submit}>
      <FieldScan
        {...bind('unit_scan')}
        onChange={(scan) => {
          bind('unit_scan').onChange(scan);
          // What somebody passed over was of another unit.
          setDespite([]);
        }}
        description={t('assign_scan_hint')}
        required
        autoFocus
      />
      {detail.wanted.map((wanted) => (
        <FieldNumber
          key={wanted.name}
          name={wanted.name}
          label={pick(wanted)}
          description={t('wanted_hint')}
          suffix={wanted.unit}
          value={given[wanted.name] ?? ''}
          onChange={(value) => setGiven({ ...given, [wanted.name]: value })}
        />
      ))}
      {mayRepeat ? <Checkbox checked={repeat} onChange={(event) => setRepeat(event.currentTarget.checked)} label={t('assign_repeat')} data-testid="field-repeat" /> : null}
      {against.map((word) => (
        <Checkbox
          key={word}
          checked={despite.includes(word)}
          onChange={({ currentTarget }) => setDespite(currentTarget.checked ? [...despite, word] : despite.filter((other) => other !== word))}
          label={t(`despite.${word}`)}
          data-testid={`field-despite-${word}`}
        />
      ))}
      <FieldLongText {...bind('reason')} description={t('assign_reason_hint')} required maxLength={500} />
      {wanted ? <SecondPerson value={second} put={(part) => setSecond((before) => ({ ...before, ...part }))} /> : null}
      <Buttons><SubmitButton command="inbox.assign" act={act}>{t('assign_submit')}</SubmitButton></Buttons>
    </ActForm>
  );
}
