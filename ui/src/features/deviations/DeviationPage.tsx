/** One deviation: how far it has come, what happened, the units, the cause, the actions, and its end. */
import { Button } from '@mantine/core';
import { IconArrowLeft, IconArrowRight, IconRotate, IconScale, IconSearch, IconUsersPlus } from '@tabler/icons-react';
import { useCommandQuery, type ClassChange, type DeviatedUnit, type DeviationNote, type DeviationView } from '@/api';
import { Din, Facts, FormDialog, Loaded, PageHeader, Panel, pick, problemText, StatusBadge, TimeText, Tone, useOpen, useTexts, useWord } from '@/shared';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { Actions } from './Actions';
import { CloseButton } from './Closing';
import classes from './Deviations.module.css';
import { ClassifyForm, InvestigateForm, ReopenForm, WidenForm } from './forms';
import { STAGES } from './look';
import { RemoveButton, RemovedUnits } from './Removal';
import { ClassTone, StageTone, useChoice } from './words';

export function DeviationPage({ id, onBack }: { id: string; onBack: () => void }) {
  const t = useTexts('deviations');
  const query = useCommandQuery('deviation.get', { deviation: id }, { keepPrevious: true });
  return (
    <>
      <Button className={classes.back} variant="default" leftSection={<IconArrowLeft size={20} />} onClick={onBack} data-testid="deviations-back">{t('back')}</Button>
      <Loaded query={query}>{(view) => <Page view={view} />}</Loaded>
    </>
  );
}

function Page({ view }: { view: DeviationView }) {
  const t = useTexts('deviations');
  const category = useChoice('categories');
  const cause = useChoice('causes');
  const { row } = view;
  const closed = row.stage === 'closed';
  const works = view.manageable && !closed;
  return (
    <div className={classes.page} data-testid="deviation-page" data-stage={row.stage}>
      <PageHeader
        title={<span className={classes.head}><span className={classes.mono}>{row.number}</span> {category(row.category)} <StageTone stage={row.stage} /> <ClassTone value={row.class} /></span>}
        subtitle={<>{t('reported_by', { by: row.reported_by, site: row.site_code })} <TimeText ms={row.reported_ms} /></>}
        actions={
          <>
            {works ? <CloseButton view={view} /> : null}
            {view.manageable && closed ? (
              <FormDialog title={t('reopen.title')} testId="deviation-reopen" variant="default" icon={<IconRotate size={20} />}>{(done) => <ReopenForm id={row.deviation} onDone={done} />}</FormDialog>
            ) : null}
          </>
        }
      />
      <Stages view={view} />
      <div className={classes.columns}>
        <Panel title={t('what_happened')}>
          <p className={classes.text}>{row.what_happened}</p>
          <Facts
            items={[
              [t('happened'), <TimeText key="h" ms={row.happened_ms} />],
              [t('step'), view.step_name ? pick(view.step_name) : view.step || '—'],
              [t('done_at_once'), view.done_at_once || '—'],
            ]}
          />
        </Panel>
        <Panel
          title={t('class_title')}
          aside={works ? (
            <FormDialog title={t('classify.title')} testId="deviation-classify" variant={row.class === null ? 'filled' : 'default'} icon={<IconScale size={20} />}>
              {(done) => <ClassifyForm id={row.deviation} now={row.class} onDone={done} />}
            </FormDialog>
          ) : null}
        >
          {view.classes.length === 0 ? <p className={classes.quiet}>{t('classify.none')}</p> : <Classes changes={view.classes} />}
        </Panel>
        <Panel
          title={t('investigation')}
          aside={works && row.class !== null ? (
            <FormDialog title={t('investigate.title')} testId="deviation-investigate" variant={view.investigation === null && view.wants_investigation ? 'filled' : 'default'} icon={<IconSearch size={20} />}>
              {(done) => <InvestigateForm id={row.deviation} now={view.cause} onDone={done} />}
            </FormDialog>
          ) : null}
        >
          {view.investigation === null || view.cause === null
            ? <p className={classes.quiet}>{t(view.wants_investigation ? 'investigate.wanted' : 'investigate.not_wanted')}</p>
            : <><strong>{cause(view.cause)}</strong><Said note={view.investigation} /></>}
        </Panel>
      </div>
      <Panel
        title={t('units_count', { count: view.units.length })}
        aside={works ? (
          <FormDialog title={t('widen.title')} testId="deviation-widen" variant="default" icon={<IconUsersPlus size={20} />}>{(done) => <WidenForm id={row.deviation} onDone={done} />}</FormDialog>
        ) : null}
      >
        {view.units.length === 0 ? <p className={classes.quiet}>{t('no_units')}</p> : <Units view={view} removes={works && view.removal_refused === null} />}
        {works && view.units.length > 0 && view.removal_refused !== null ? <p className={classes.quiet}>{t('removal.not_you', { why: problemText({ code: view.removal_refused, params: {} }) })}</p> : null}
        <RemovedUnits removed={view.removed} />
      </Panel>
      <Actions view={view} works={works} />
      {view.endings.length === 0 ? null : (
        <Panel title={t('endings')}>
          <ul className={classes.list}>
            {view.endings.map((ending) => (
              <li key={`${ending.note.at_ms} ${ending.digest}`}>
                <strong>{t(ending.closes ? 'ending.closed' : 'ending.reopened')}</strong> {ending.voided ? <Tone tone="red" icon={IconCircleX}>{t('ending.voided')}</Tone> : null}
                <Said note={ending.note} />
                {ending.digest === '' ? null : <code className={classes.quiet}>{ending.digest}</code>}
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </div>
  );
}

/** Words, and who said them when. */
export function Said({ note }: { note: DeviationNote }) {
  return <p className={classes.text}>{note.text} <span className={classes.quiet}>{note.by} · <TimeText ms={note.at_ms} /></span></p>;
}

/** What was said of the class, the last first: it counts. */
function Classes({ changes }: { changes: ClassChange[] }) {
  return (
    <ol className={classes.list} data-testid="deviation-classes">
      {changes.toReversed().map(({ from, to, note }) => (
        <li key={`${note.at_ms} ${to}`}>
          {from === null ? null : <><ClassTone value={from} /> <IconArrowRight size={16} aria-hidden /> </>}<ClassTone value={to} />
          <Said note={note} />
        </li>
      ))}
    </ol>
  );
}

/** Where it stands on its way; a minor one needs neither investigation nor check. */
function Stages({ view }: { view: DeviationView }) {
  const t = useTexts('deviations');
  const word = useWord();
  const stages = STAGES.filter((stage) => view.wants_investigation || (stage !== 'investigation' && stage !== 'check'));
  const at = stages.indexOf(view.row.stage);
  return (
    <ol className={classes.stages} aria-label={t('stage_title')}>
      {stages.map((stage, index) => (
        <li key={stage} data-past={index < at || view.row.stage === 'closed' || undefined} aria-current={index === at ? 'step' : undefined}>
          <span>{index + 1}</span>{word('DeviationStage', stage)}
        </li>
      ))}
    </ol>
  );
}

function Units({ view, removes }: { view: DeviationView; removes: boolean }) {
  const t = useTexts('deviations');
  const open = useOpen();
  return (
    <table className={classes.table} data-testid="deviation-units">
      <thead><tr><th>{t('din')}</th><th>{t('status')}</th><th>{t('fitness_title')}</th>{removes ? <th>{t('removal.title')}</th> : null}</tr></thead>
      <tbody>
        {view.units.map((unit) => (
          <tr key={unit.donation}>
            <td>
              {unit.status === null ? <span className={classes.quiet}>{t('not_here')} · {unit.donation.slice(0, 12)}</span> : (
                <button type="button" className={classes.link} onClick={() => open.unit(unit.donation)}>{unit.din === null ? t('no_number') : <Din din={unit.din} />}</button>
              )}
            </td>
            <td>{unit.status === null ? null : <StatusBadge status={unit.status} held={unit.held} />}</td>
            <td><Fitness unit={unit} /></td>
            {removes ? <td><RemoveButton id={view.row.deviation} unit={unit} /></td> : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What counts for the unit; where stations closed without knowing of each other, what each said. */
export function Fitness({ unit }: { unit: Pick<DeviatedUnit, 'fitness' | 'note' | 'said'> }) {
  const t = useTexts('deviations');
  const word = useWord();
  if (unit.fitness === null) return <span className={classes.quiet}>{t('not_concluded')}</span>;
  const fit = unit.fitness === 'fit';
  return (
    <>
      <Tone tone={fit ? 'green' : 'red'} icon={fit ? IconCircleCheck : IconCircleX}>{word('UnitFitness', unit.fitness)}</Tone> {unit.note}
      {unit.said.length < 2 ? null : (
        <ul className={classes.list} data-testid="deviation-said">
          <li className={classes.quiet}>{t('said_twice')}</li>
          {unit.said.map(({ fitness, note, by, at_ms }) => <li key={`${at_ms} ${by}`}>{word('UnitFitness', fitness)} <Said note={{ text: note, by, at_ms }} /></li>)}
        </ul>
      )}
    </>
  );
}
