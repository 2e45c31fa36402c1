/** Confirms limits of a norm profile: each one chosen, with its value and source, signed together. */
import { Button, Checkbox } from '@mantine/core';
import { IconListCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct, type ProcedureLine, type ProcedureView } from '@/api';
import { FieldRow, FieldText, pick, SignatureDialog, useSession, useTexts, useWord } from '@/shared';
import { beginDraft, confirmable, limitValues, type LimitDraft, type LimitDrafts } from './limits';
import { procedureId } from './procedure';
import classes from './Procedures.module.css';

export function ConfirmLimits({ procedure }: { procedure: ProcedureView }) {
  const t = useTexts('admin');
  const { operator } = useSession();
  const act = useAct('limit.confirm');
  // What changes while the dialog is open is not what was read.
  const [shown, setShown] = useState<ProcedureView | null>(null);
  const [drafts, setDrafts] = useState<LimitDrafts>({});
  const [also, setAlso] = useState(false);
  const { code, version, digest } = shown ?? procedure;
  const close = () => setShown(null);
  const open = () => {
    act.reset();
    setDrafts({});
    setAlso(false);
    setShown(procedure);
  };
  const lines = confirmable((shown ?? procedure).lines, also);
  const limits = limitValues(lines, drafts);
  const of = (line: ProcedureLine) => drafts[line.code ?? ''] ?? beginDraft(line);
  const change = (line: ProcedureLine, over: Partial<LimitDraft>) => setDrafts({ ...drafts, [line.code ?? '']: { ...of(line), ...over } });
  const all = lines.length > 0 && lines.every((line) => of(line).chosen);
  const chooseAll = () => setDrafts(Object.fromEntries(lines.map((line) => [line.code ?? '', { ...of(line), chosen: !all }])));
  return (
    <>
      <Button variant={procedure.unconfirmed > 0 ? 'filled' : 'default'} leftSection={<IconListCheck size={20} />} onClick={open} aria-haspopup="dialog" data-testid={`limits-confirm-${procedureId(procedure)}`}>
        {t('limits.confirm')}
      </Button>
      <SignatureDialog
        opened={shown !== null}
        onClose={close}
        meaning="limit_confirmed"
        signer={operator.name}
        digest={digest}
        act={act}
        ready={limits.length > 0}
        onSign={(credential) => act.mutate({ code, version, digest, limits, ...credential }, { onSuccess: close })}
        what={<><strong>{pick(shown ?? procedure)}</strong> · <code>{code} · {version}</code><div>{t('limits.hint')}</div></>}
      >
        <div className={classes.choose}>
          <Checkbox checked={all} indeterminate={!all && limits.length > 0} onChange={chooseAll} label={t('limits.all', { count: lines.length })} data-testid="limits-all" />
          <Checkbox checked={also} onChange={(event) => setAlso(event.currentTarget.checked)} label={t('limits.also')} data-testid="limits-also" />
        </div>
        <ul className={classes.limits}>
          {lines.map((line) => <Line key={line.code} line={line} draft={of(line)} onChange={(over) => change(line, over)} />)}
        </ul>
        <p className={classes.count} data-testid="limits-chosen">{t('limits.chosen', { count: limits.length })}</p>
      </SignatureDialog>
    </>
  );
}

function Line({ line, draft, onChange }: { line: ProcedureLine; draft: LimitDraft; onChange: (over: Partial<LimitDraft>) => void }) {
  const t = useTexts('admin');
  const word = useWord();
  const bounded = line.outside !== null;
  const said = bounded ? line.limit : line.choices.map((choice) => `${pick(choice)}: ${word('Verdict', choice.verdict)}`).join(' · ');
  const id = line.code ?? '';
  return (
    <li>
      <Checkbox
        checked={draft.chosen}
        onChange={(event) => onChange({ chosen: event.currentTarget.checked })}
        data-testid={`limit-${id}`}
        label={<><strong>{pick(line)}</strong> {said}{line.outside ? <span className={classes.quiet}>{t('limits.outside', { verdict: word('Verdict', line.outside) })}</span> : null}</>}
        description={`${t('procedures.source')}: ${line.source}`}
      />
      {bounded && draft.chosen ? (
        <Checkbox checked={draft.own} onChange={(event) => onChange({ own: event.currentTarget.checked })} label={t('limits.own')} data-testid={`limit-own-${id}`} />
      ) : null}
      {bounded && draft.chosen && draft.own ? (
        <>
          <FieldRow>
            <FieldText name={`min-${id}`} label={`${t('limits.min')} ${line.unit}`} value={draft.min} onChange={(min) => onChange({ min })} />
            <FieldText name={`max-${id}`} label={`${t('limits.max')} ${line.unit}`} value={draft.max} onChange={(max) => onChange({ max })} />
          </FieldRow>
          <FieldText name={`reason-${id}`} label={t('limits.reason')} value={draft.reason} onChange={(reason) => onChange({ reason })} maxLength={200} required />
        </>
      ) : null}
    </li>
  );
}
