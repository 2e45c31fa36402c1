/** The editor: elements as forms or the text itself, and beside them the label as it would be printed. */
import { Button, SegmentedControl, Textarea, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconDeviceFloppy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useCommandQuery, type Problem, type TemplateDetail } from '@/api';
import { Buttons, FieldLongText, FormDialog, ActForm, LeaveGuard, Panel, problemText, SubmitButton, useDraft, useFields, useHotkeys, useRested, useSession, useTexts } from '@/shared';
import { useAct } from '@/api';
import { Changes } from './Changes';
import { ElementList } from './ElementList';
import { useFileTools } from './FileTools';
import { Preview } from './Preview';
import { inForce } from './TemplatePage';
import { placeOf, readSheet, withElement, writeSheet, type Element, type Sheet } from './sheet';
import { specimenIn } from './specimen';
import classes from './Templates.module.css';

/** How long typing must rest before the label is drawn anew. */
const REST_MS = 250;

interface Props {
  detail: TemplateDetail;
  base: { content: string; digest: string };
  onSaved: () => void;
  /** Told whether leaving would lose something. */
  onUnsaved: (unsaved: boolean) => void;
}

export function Editor({ detail, base, onSaved, onUnsaved }: Props) {
  const t = useTexts('templates');
  const { locale } = useSession().state;
  const draft = useDraft(base.content);
  const [view, setView] = useState('form');
  const [chosen, setChosen] = useState<number | null>(null);
  const [specimen, setSpecimen] = useState(() => specimenIn(locale));
  const { template } = detail.summary;
  const content = useRested(draft.text, REST_MS);
  const preview = useCommandQuery('template.preview', { template, content, ...specimen }, { keepPrevious: true });
  const fresh = content === draft.text && !preview.isPlaceholderData;
  const faults = preview.data?.faults ?? [];
  const sheet = readSheet(draft.text);
  const changed = draft.text !== inForce(detail).content;
  const change = (next: Sheet, of?: string) => draft.set(writeSheet(next), of);
  const changeElement = (index: number, element: Element | null, of?: string) => sheet && change(withElement(sheet, index, element), of);
  const [saved, setSaved] = useState(base.content);
  const unsaved = draft.text !== base.content && draft.text !== saved;
  useEffect(() => onUnsaved(unsaved), [unsaved, onUnsaved]);
  const file = useFileTools(template, draft.text, (text) => {
    const read = readSheet(text);
    setChosen(null);
    draft.set(read ? writeSheet(read) : text);
  });
  useHotkeys({ 'ctrl+z': draft.undo, 'ctrl+y': draft.redo });
  return (
    <div className={classes.editor}>
      <LeaveGuard unsaved={unsaved} />
      <div>
        <div className={classes.tools}>
          <SegmentedControl
            value={view}
            onChange={setView}
            data={[{ value: 'form', label: t('view.form') }, { value: 'text', label: t('view.text') }]}
            data-testid="template-view"
          />
          <Tooltip label={t('undo')}>
            <Button variant="default" onClick={draft.undo} disabled={!draft.canUndo} aria-label={t('undo')} data-testid="template-undo"><IconArrowBackUp size={20} /></Button>
          </Tooltip>
          <Tooltip label={t('redo')}>
            <Button variant="default" onClick={draft.redo} disabled={!draft.canRedo} aria-label={t('redo')} data-testid="template-redo"><IconArrowForwardUp size={20} /></Button>
          </Tooltip>
          {file.buttons}
          <span className={classes.grow} />
          <SaveDialog
            detail={detail}
            base={base.digest}
            content={draft.text}
            ready={fresh && changed && faults.length === 0}
            onSaved={() => {
              setSaved(draft.text);
              onSaved();
            }}
          />
        </div>
        {file.message}
        {view === 'text' || !sheet ? (
          <Panel title={t('view.text')}>
            <Textarea
              value={draft.text}
              onChange={(event) => draft.set(event.currentTarget.value, 'text')}
              autosize
              minRows={16}
              maxRows={30}
              spellCheck={false}
              aria-label={t('view.text')}
              styles={{ input: { fontFamily: 'var(--ck-mono)', fontSize: '0.85rem', whiteSpace: 'pre', overflowX: 'auto' } }}
              data-testid="template-text"
            />
          </Panel>
        ) : (
          <ElementList
            sheet={sheet}
            chosen={chosen}
            onChoose={setChosen}
            faults={fresh ? faults : []}
            placeholders={detail.placeholders}
            onChange={change}
            onElement={changeElement}
          />
        )}
      </div>
      <div className={classes.beside}>
        <Panel title={t('preview.title')}>
          <Preview
            preview={preview}
            fresh={fresh}
            sheet={sheet}
            specimen={specimen}
            onSpecimen={setSpecimen}
            chosen={chosen}
            onChoose={(index) => {
              setChosen(index);
              setView('form');
            }}
            onElement={changeElement}
          />
          <Faults faults={faults} onChoose={(index) => {
            setChosen(index);
            setView('form');
          }} />
        </Panel>
        <Panel title={t('changes.title')}>
          <Changes before={inForce(detail).content} after={draft.text} />
        </Panel>
      </div>
    </div>
  );
}

function Faults({ faults, onChoose }: { faults: Problem[]; onChoose: (index: number) => void }) {
  const t = useTexts('templates');
  if (faults.length === 0) return null;
  return (
    <div className={classes.faults} role="alert" data-testid="template-faults">
      <strong>{t('faults', { count: faults.length })}</strong>
      <ul>
        {faults.map((fault) => {
          const place = placeOf(fault.field);
          return (
            <li key={`${fault.code} ${fault.field} ${String(fault.params.dpi ?? '')}`} data-code={fault.code} data-field={fault.field}>
              {place ? <button type="button" className={classes.link} onClick={() => onChoose(place.index)}>{t('element', { number: place.index + 1 })}</button> : <code>{fault.field}</code>}
              {' '}{problemText(fault)}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

interface SaveProps {
  detail: TemplateDetail;
  base: string;
  content: string;
  ready: boolean;
  onSaved: () => void;
}

function SaveDialog(props: SaveProps) {
  const t = useTexts('templates');
  if (!props.ready) {
    return (
      <Tooltip label={t('save.not_ready')}>
        <Button leftSection={<IconDeviceFloppy size={20} />} data-disabled aria-disabled data-testid="template-save-not-ready" onClick={(event) => event.preventDefault()}>{t('save.title')}</Button>
      </Tooltip>
    );
  }
  return (
    <FormDialog title={t('save.title')} testId="template-save" icon={<IconDeviceFloppy size={20} />}>
      {(close) => <SaveForm {...props} onSaved={() => {
        close();
        props.onSaved();
      }} />}
    </FormDialog>
  );
}

function SaveForm({ detail, base, content, onSaved }: SaveProps) {
  const t = useTexts('templates');
  const act = useAct('template.save');
  const fields = useFields({ reason: '' });
  return (
    <ActForm
      act={act}
      onSubmit={() => act.mutate({ template: detail.summary.template, content, based_on: base, reason: fields.values.reason }, { onSuccess: onSaved })}
    >
      <p className={classes.quiet}>{t('save.text')}</p>
      <Changes before={inForce(detail).content} after={content} />
      <FieldLongText {...fields.bind('reason')} label={t('save.reason')} description={t('save.reason_hint')} maxLength={500} autoFocus required />
      <Buttons><SubmitButton command="template.save" act={act}>{t('save.title')}</SubmitButton></Buttons>
    </ActForm>
  );
}
