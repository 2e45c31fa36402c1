/** A draft of a procedure on a screen of its own: forms or the text itself, what is wrong, what it changes. */
import { Button, FileButton, SegmentedControl, Textarea, TextInput, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconArrowLeft, IconDownload, IconUpload } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useAct, useCommandQuery, type DraftText, type ProcedureFault, type ProcedureText } from '@/api';
import { ActForm, Buttons, ChangeList, EmptyState, FieldLongText, hotkeyOf, kilobytes, LeaveGuard, Loaded, PageHeader, Panel, ProblemAlert, stepsOf, SubmitButton, TimeText, useDraft, useHotkeys, useOpen, useRested, useTexts } from '@/shared';
import { FaultList } from '../ProcedureChanges';
import { nextVersion, withVersion } from '../procedure';
import admin from '../Procedures.module.css';
import classes from './Editor.module.css';
import { saidOf } from './fields';
import { useFoundDraft, useKeeping, type Keeping } from './kept';
import { StepForm } from './StepForm';
import { StepList, wordsOf } from './StepList';
import { partAt, readSop, textOf, writeSop, type SopText } from './sop';

/** How long typing must rest before the text is judged anew. */
const REST_MS = 300;
/** What the program takes; it is the one that refuses. */
const TEXT_KB_MAX = 2048;

export function EditorPage({ base }: { base: string }) {
  const text = useCommandQuery('procedure.text', { digest: base });
  const { found, problem } = useFoundDraft(base);
  if (problem) return <ProblemAlert problem={problem} />;
  return <Loaded query={text}>{(of) => (found ? <Editor key={of.digest} base={of} kept={found.draft} /> : null)}</Loaded>;
}

function Editor({ base, kept }: { base: ProcedureText; kept: DraftText | null }) {
  const t = useTexts('admin');
  const open = useOpen();
  const act = useAct('procedure.draw');
  const [begun] = useState(() => {
    const sop = readSop(base.content);
    const version = nextVersion(base.version);
    return sop ? writeSop({ ...sop, version }) : withVersion(base.content, version);
  });
  const draft = useDraft(kept?.content ?? begun);
  const [reason, setReason] = useState(kept?.reason ?? '');
  const [view, setView] = useState('form');
  const [chosen, setChosen] = useState(0);
  const [saved, setSaved] = useState(false);
  const rested = useRested(draft.text, REST_MS);
  const check = useCommandQuery('procedure.check', { content: rested, based_on: base.draft_base }, { keepPrevious: true });
  const compared = useCommandQuery('procedure.text', { digest: base.draft_base ?? '' }, { enabled: base.draft_base !== null });
  const before = useMemo(() => stepsOf(compared.data?.content ?? null), [compared.data]);
  const fresh = rested === draft.text && !check.isPlaceholderData && check.data !== undefined;
  const faults = check.data?.faults ?? [];
  const sop = readSop(draft.text);
  const keeping = useKeeping(base.digest, { content: draft.text, reason }, draft.text !== begun || reason !== '', kept);
  const submit = async () => {
    // A draft that is still on its way would come back after the version that was made of it.
    await keeping.stop();
    act.mutate({ content: draft.text, based_on: base.draft_base, reason, draft: base.digest }, { onSuccess: () => setSaved(true), onError: keeping.goOn });
  };
  useHotkeys({ 'ctrl+z': draft.undo, 'ctrl+y': draft.redo });
  // The screen is left once nothing holds it back any more.
  useEffect(() => {
    if (saved) open.screen('admin', 'procedures');
  }, [saved, open]);
  /** The step that a fault is of comes into hand. */
  const goTo = (at: string) => {
    const index = sop?.steps.findIndex(({ code }) => partAt(at, code) !== null) ?? -1;
    if (index < 0) return;
    setChosen(index);
    setView('form');
  };
  const change = (next: SopText | ((sop: SopText) => SopText), of?: string) => draft.set((text) => {
    if (typeof next !== 'function') return writeSop(next);
    const latest = readSop(text);
    return latest ? writeSop(next(latest)) : text;
  }, of);
  return (
    <div onBlur={keeping.flush}>
      <LeaveGuard unsaved={keeping.problem !== null && !saved} />
      <PageHeader
        title={t('sop.title', { procedure: `${base.code} · ${textOf(sop?.version)}` })}
        subtitle={t('sop.subtitle', { version: base.version })}
        actions={<Button variant="default" leftSection={<IconArrowLeft size={20} />} onClick={() => open.screen('admin', 'procedures')} data-testid="sop-back">{t('sop.back')}</Button>}
      />
      <Tools draft={draft} view={view} onView={setView} />
      <Kept keeping={keeping} />
      {kept ? <p className={classes.quiet} role="status" data-testid="sop-went-on">{t('sop.went_on')}</p> : null}
      <div className={classes.editor}>
        {view === 'text' || !sop ? (
          <Panel title={t('sop.view.text')}>
            <Textarea
              value={draft.text}
              onChange={(event) => draft.set(event.currentTarget.value, 'text')}
              onKeyDown={(event) => event.stopPropagation()}
              rows={30}
              spellCheck={false}
              aria-label={t('procedures.content')}
              styles={{ input: { fontFamily: 'var(--ck-mono)', fontSize: '0.82rem', whiteSpace: 'pre', overflowX: 'auto' } }}
              data-testid="field-content"
            />
          </Panel>
        ) : (
          <div className={classes.work}>
            <StepList sop={sop} chosen={chosen} faults={faults} onChoose={setChosen} onChange={change} />
            <div className={classes.form}>
              <Head sop={sop} faults={faults} onChange={change} />
              {sop.steps[chosen]
                ? <StepForm key={chosen} sop={sop} index={chosen} step={sop.steps[chosen]} faults={faults} onChange={change} />
                : <EmptyState title={t('sop.no_step')} />}
            </div>
          </div>
        )}
        <div className={classes.beside}>
          <Panel title={t('sop.judged')}>
            <div className={admin.judged} data-testid="procedure-check" data-fresh={fresh} data-faults={faults.length}>
              <p className={classes.quiet} data-testid="sop-size">{t('sop.size', { kb: kilobytes(new Blob([rested]).size), max: TEXT_KB_MAX })}</p>
              <FaultList faults={faults} onChoose={sop ? goTo : undefined} />
              {faults.length === 0 && check.data && !compared.isLoading ? <ChangeList changes={check.data.changes} before={before} {...(sop ? { after: sop.steps } : {})} /> : null}
            </div>
          </Panel>
          <Panel title={t('procedures.save')}>
            <div role="presentation" onKeyDown={ownSteps}>
              <ActForm
                act={act}
                onSubmit={() => void submit()}
              >
                <FieldLongText name="reason" value={reason} onChange={setReason} description={t('procedures.reason_hint')} required maxLength={500} />
                <Buttons><SubmitButton command="procedure.draw" act={act} disabled={!fresh || faults.length > 0}>{t('procedures.save')}</SubmitButton></Buttons>
              </ActForm>
            </div>
          </Panel>
        </div>
      </div>
    </div>
  );
}

/** Whether what is typed is on disk. */
function Kept({ keeping: { savedMs, waiting, problem } }: { keeping: Keeping }) {
  const t = useTexts('admin');
  if (problem) return <ProblemAlert problem={problem} />;
  return (
    <p className={classes.quiet} role="status" data-testid="sop-kept" data-waiting={waiting}>
      {waiting ? t('sop.keeping') : savedMs === null ? t('sop.nothing_kept') : <>{t('sop.kept')} <TimeText ms={savedMs} /></>}
    </p>
  );
}

/** The reason has steps back of its own. */
const ownSteps = (event: React.KeyboardEvent) => ['ctrl+z', 'ctrl+y'].includes(hotkeyOf(event)) && event.stopPropagation();

function Tools({ draft, view, onView }: { draft: ReturnType<typeof useDraft>; view: string; onView: (view: string) => void }) {
  const t = useTexts('admin');
  const again = useRef<() => void>(null);
  const file = useAct('procedure.file');
  const read = (file: File | null) => {
    again.current?.();
    void file?.text().then((text) => draft.set(text));
  };
  return (
    <div className={classes.tools}>
      <SegmentedControl value={view} onChange={onView} data={[{ value: 'form', label: t('sop.view.form') }, { value: 'text', label: t('sop.view.text') }]} data-testid="sop-view" />
      <Tooltip label={t('sop.undo')}><Button variant="default" onClick={draft.undo} disabled={!draft.canUndo} aria-label={t('sop.undo')} data-testid="sop-undo"><IconArrowBackUp size={20} /></Button></Tooltip>
      <Tooltip label={t('sop.redo')}><Button variant="default" onClick={draft.redo} disabled={!draft.canRedo} aria-label={t('sop.redo')} data-testid="sop-redo"><IconArrowForwardUp size={20} /></Button></Tooltip>
      <FileButton accept="application/json,.json" onChange={read} resetRef={again} inputProps={{ 'aria-label': t('procedures.open_file'), 'data-testid': 'sop-file' } as object}>
        {(props) => <Button {...props} variant="default" leftSection={<IconUpload size={20} />} data-testid="procedure-open-file">{t('procedures.open_file')}</Button>}
      </FileButton>
      <Button variant="default" leftSection={<IconDownload size={20} />} onClick={() => file.mutate({ content: draft.text })} loading={file.isPending} data-testid="sop-export">{t('sop.export')}</Button>
      {file.error ? <ProblemAlert problem={file.error} /> : null}
      {file.data ? <span className={classes.written} role="status" data-testid="sop-exported">{t('sop.exported')} <code>{file.data.path}</code></span> : null}
    </div>
  );
}

function Head({ sop, faults, onChange }: { sop: SopText; faults: ProcedureFault[]; onChange: (sop: SopText, of?: string) => void }) {
  const t = useTexts('admin');
  const said = (at: string) => saidOf(faults.filter((fault) => fault.at === at));
  const title = wordsOf(sop.title);
  return (
    <div className={classes.fields}>
      <TextInput label={t('sop.field.code')} value={textOf(sop.code)} onChange={(event) => onChange({ ...sop, code: event.currentTarget.value }, 'code')} error={said('code')} styles={{ input: { fontFamily: 'var(--ck-mono)' } }} data-testid="sop-head-code" />
      <TextInput label={t('procedures.version')} value={textOf(sop.version)} onChange={(event) => onChange({ ...sop, version: event.currentTarget.value }, 'version')} error={said('version')} data-testid="sop-head-version" />
      {(['zh', 'en'] as const).map((language) => (
        <TextInput key={language} label={t(`sop.in_${language}`, { what: t('sop.field.title') })} value={title[language]} onChange={(event) => onChange({ ...sop, title: { ...title, [language]: event.currentTarget.value } }, `title.${language}`)} error={said(`title.${language}`)} data-testid={`sop-head-${language}`} />
      ))}
      {said('steps') ? <p className={classes.wrong} role="alert">{said('steps')}</p> : null}
    </div>
  );
}
