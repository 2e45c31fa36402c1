/** Draws a version of a procedure: its text, what is wrong with it, what it changes; from a file and into one. */
import { Button, FileButton, Textarea } from '@mantine/core';
import { IconDownload, IconPencil, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { call, useAct, useCommandQuery, type ProcedureView } from '@/api';
import { ActForm, Buttons, FieldLongText, FormDialog, Loaded, SubmitButton, useRested, useTexts } from '@/shared';
import { ChangeList, FaultList } from './ProcedureChanges';
import { nextVersion, procedureId, withVersion } from './procedure';
import classes from './Procedures.module.css';

/** How long typing must rest before the text is judged anew. */
const REST_MS = 300;

export function DrawProcedure({ procedure }: { procedure: ProcedureView }) {
  const t = useTexts('admin');
  return (
    <>
      <Button variant="subtle" leftSection={<IconDownload size={20} />} onClick={() => void download(procedure)} data-testid={`procedure-download-${procedureId(procedure)}`}>
        {t('procedures.download')}
      </Button>
      <FormDialog title={t('procedures.draw')} testId={`procedure-draw-${procedureId(procedure)}`} variant="default" icon={<IconPencil size={20} />} size="85rem">
        {(close) => <Text procedure={procedure} onDone={close} />}
      </FormDialog>
    </>
  );
}

async function download({ digest, code, version }: ProcedureView): Promise<void> {
  const { content } = await call('procedure.text', { digest });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type: 'application/json' }));
  link.download = `${code}-v${version}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}

function Text({ procedure, onDone }: { procedure: ProcedureView; onDone: () => void }) {
  const text = useCommandQuery('procedure.text', { digest: procedure.digest });
  return <Loaded query={text}>{({ content, digest }) => <Draft begun={withVersion(content, nextVersion(procedure.version))} basedOn={digest} onDone={onDone} />}</Loaded>;
}

function Draft({ begun, basedOn, onDone }: { begun: string; basedOn: string; onDone: () => void }) {
  const t = useTexts('admin');
  const act = useAct('procedure.draw');
  const [content, setContent] = useState(begun);
  const [reason, setReason] = useState('');
  const rested = useRested(content, REST_MS);
  const check = useCommandQuery('procedure.check', { content: rested, based_on: basedOn }, { keepPrevious: true });
  const faults = check.data?.faults ?? [];
  const fresh = rested === content && !check.isPlaceholderData && check.data !== undefined;
  const open = (file: File | null) => void file?.text().then(setContent);
  return (
    <ActForm act={act} onSubmit={() => act.mutate({ content, based_on: basedOn, reason }, { onSuccess: onDone })}>
      <p className={classes.text}>{t('procedures.draw_hint')}</p>
      <div className={classes.draft}>
        <div>
          <FileButton accept="application/json,.json" onChange={open} inputProps={{ 'aria-label': t('procedures.open_file') }}>
            {(props) => <Button {...props} variant="default" leftSection={<IconUpload size={20} />} data-testid="procedure-open-file">{t('procedures.open_file')}</Button>}
          </FileButton>
          <Textarea
            value={content}
            onChange={(event) => setContent(event.currentTarget.value)}
            onKeyDown={(event) => event.stopPropagation()}
            rows={26}
            spellCheck={false}
            aria-label={t('procedures.content')}
            styles={{ input: { fontFamily: 'var(--ck-mono)', fontSize: '0.82rem', whiteSpace: 'pre', overflowX: 'auto' } }}
            data-testid="field-content"
          />
        </div>
        <div className={classes.judged} data-testid="procedure-check" data-fresh={fresh} data-faults={faults.length}>
          <FaultList faults={faults} />
          {faults.length === 0 && check.data ? <ChangeList changes={check.data.changes} /> : null}
        </div>
      </div>
      <FieldLongText name="reason" value={reason} onChange={setReason} description={t('procedures.reason_hint')} required maxLength={500} />
      <Buttons><SubmitButton command="procedure.draw" act={act} disabled={!fresh || faults.length > 0}>{t('procedures.save')}</SubmitButton></Buttons>
    </ActForm>
  );
}
