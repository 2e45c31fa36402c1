/** Closing: a conclusion for each unit, shown once more as it is recorded, and signed. */
import { Button } from '@mantine/core';
import { IconChecks, IconClipboardCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { call, useAct, type ClosingPreview, type DeviationView, type DraftClosing, type UnitFitness } from '@/api';
import { asProblem } from '@/platform';
import type { Problem } from '@/api/gen/commands';
import { ActForm, AskingModal, Buttons, Din, FieldLongText, FieldRadio, FieldText, problemText, SignatureDialog, useTexts, useWord } from '@/shared';
import { Fitness } from './DeviationPage';
import classes from './Deviations.module.css';

interface Said {
  fitness: UnitFitness | null;
  note: string;
}

const FITNESS: UnitFitness[] = ['fit', 'unfit'];

export function CloseButton({ view }: { view: DeviationView }) {
  const t = useTexts('deviations');
  const word = useWord();
  const [opened, setOpened] = useState(false);
  const ripe = view.row.stage === 'closing';
  const ready = ripe && view.closing_refused === null;
  const why = ripe ? problemText({ code: view.closing_refused ?? '', params: {} }) : t('close.not_yet', { stage: word('DeviationStage', view.row.stage) });
  return (
    <>
      {ready ? null : <span className={classes.quiet}>{why}</span>}
      <Button leftSection={<IconClipboardCheck size={20} />} disabled={!ready} onClick={() => setOpened(true)} aria-haspopup="dialog" data-testid="deviation-close">{t('close.title')}</Button>
      <AskingModal opened={opened} onClose={() => setOpened(false)} title={t('close.title')}>
        {({ close, entered }) => <Draft view={view} onEntered={entered} onDone={close} />}
      </AskingModal>
    </>
  );
}

function Draft({ view, onEntered, onDone }: { view: DeviationView; onEntered: () => void; onDone: () => void }) {
  const t = useTexts('deviations');
  const word = useWord();
  const [conclusion, setConclusion] = useState('');
  const [said, setSaid] = useState<Record<string, Said>>({});
  const [state, setState] = useState<{ isPending: boolean; error: Problem | null }>({ isPending: false, error: null });
  const [shown, setShown] = useState<{ draft: DraftClosing; preview: ClosingPreview } | null>(null);
  const act = useAct('deviation.close');
  const of = (donation: string): Said => said[donation] ?? { fitness: null, note: '' };
  const say = (donation: string, change: Partial<Said>) => setSaid({ ...said, [donation]: { ...of(donation), ...change } });
  const units = view.units.flatMap(({ donation }) => {
    const { fitness, note } = of(donation);
    return fitness === null ? [] : [{ donation, fitness, note }];
  });
  const rest = view.units.length - units.length;
  const allFit = () => {
    onEntered();
    setSaid(Object.fromEntries(view.units.map(({ donation }) => [donation, { ...of(donation), fitness: of(donation).fitness ?? ('fit' as const) }])));
  };
  const complete = conclusion.trim() !== '' && units.length === view.units.length;
  const preview = async () => {
    const draft = { deviation: view.row.deviation, conclusion, units };
    setState({ isPending: true, error: null });
    try {
      const answer = await call('deviation.preview_closing', draft);
      setState({ isPending: false, error: null });
      setShown({ draft, preview: answer });
    } catch (thrown) {
      setState({ isPending: false, error: asProblem(thrown) });
    }
  };
  return (
    <>
      <ActForm act={state} onSubmit={() => complete && void preview()}>
        <FieldLongText name="conclusion" label={t('close.conclusion')} description={t('close.hint')} value={conclusion} onChange={setConclusion} required autoFocus maxLength={2000} />
        {view.units.length > 1 ? (
          <Button variant="default" className={classes.allFit} leftSection={<IconChecks size={20} />} onClick={allFit} disabled={rest === 0} data-testid="deviation-all-fit">{t(rest < view.units.length ? 'close.rest_fit' : 'close.all_fit', { count: rest })}</Button>
        ) : null}
        {view.units.map((unit) => (
          <div key={unit.donation} className={classes.concluded}>
            {unit.din === null ? <span className={classes.quiet}>{unit.donation.slice(0, 12)}</span> : <Din din={unit.din} />}
            <FieldRadio
              name={`fitness-${unit.donation}`}
              label={t('fitness_title')}
              options={FITNESS.map((value) => ({ value, label: word('UnitFitness', value) }))}
              value={of(unit.donation).fitness}
              onChange={(fitness) => say(unit.donation, { fitness })}
              required
            />
            <FieldText name={`note-${unit.donation}`} label={t('close.note')} value={of(unit.donation).note} onChange={(note) => say(unit.donation, { note })} required={of(unit.donation).fitness === 'unfit'} maxLength={500} />
          </div>
        ))}
        <Buttons><Button type="submit" loading={state.isPending} disabled={!complete} data-testid="deviation-preview">{t('close.go_on')}</Button></Buttons>
      </ActForm>
      <SignatureDialog
        opened={shown !== null}
        onClose={() => setShown(null)}
        what={shown ? <Shown view={view} preview={shown.preview} /> : null}
        meaning="deviation_closing"
        signer={shown?.preview.signer ?? ''}
        digest={shown?.preview.digest}
        act={act}
        onSign={(credential) => shown && act.mutate({ draft: shown.draft, digest: shown.preview.digest, ...credential }, { onSuccess: () => { setShown(null); onDone(); } })}
      />
    </>
  );
}

function Shown({ view, preview }: { view: DeviationView; preview: ClosingPreview }) {
  return (
    <>
      <p className={classes.text}><strong className={classes.mono}>{view.row.number}</strong> {view.row.what_happened}</p>
      <p className={classes.text}>{preview.conclusion}</p>
      <ul className={classes.list}>
        {preview.units.map((unit) => <li key={unit.donation}>{unit.din === null ? unit.donation.slice(0, 12) : <Din din={unit.din} />} <Fitness unit={unit} /></li>)}
      </ul>
    </>
  );
}
