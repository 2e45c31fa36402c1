/** What the bank works by: each SOP and norm profile with its approval, and what it says. */
import { Button } from '@mantine/core';
import { IconArrowBackUp, IconBook2, IconCalendarTime, IconCircleCheck, IconCircleX, IconEye, IconEyeCheck, IconGavel, IconHistory, IconLockQuestion, IconPlayerStop, type Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useCommandQuery, type ProcedureKind, type ProcedureLine, type ProcedureState, type ProcedureView } from '@/api';
import { DataGrid, Facts, formatDateTime, Loaded, Panel, pick, TimeText, Tone, useCan, useOpen, useTexts, useWord, type Column, type ToneName } from '@/shared';
import { ApproveProcedure } from './ApproveProcedure';
import { ConfirmLimits } from './ConfirmLimits';
import { Drafts } from './Drafts';
import { DrawProcedure } from './DrawProcedure';
import { mayBeApproved, procedureId } from './procedure';
import { ProfileStanding } from './ProfileStanding';
import { ReturnProcedure } from './ReturnProcedure';
import classes from './Procedures.module.css';

const LOOK: Record<ProcedureState, [ToneName, Icon]> = {
  not_approved: ['red', IconCircleX],
  in_review: ['orange', IconEyeCheck],
  returned: ['red', IconArrowBackUp],
  scheduled: ['orange', IconCalendarTime],
  in_force: ['green', IconCircleCheck],
  superseded: ['grey', IconHistory],
  ended: ['grey', IconPlayerStop],
};

export function ProceduresTab() {
  const t = useTexts('admin');
  const draws = useCan('draw_procedure');
  const list = useCommandQuery('procedure.list', {});
  return (
    <Loaded query={list}>
      {({ procedures }) => (
        <>
          <p className={classes.text}>{t('procedures.text')}</p>
          {draws ? <Drafts /> : null}
          {procedures.map((procedure) => <Procedure key={procedure.digest} procedure={procedure} />)}
        </>
      )}
    </Loaded>
  );
}

function Procedure({ procedure }: { procedure: ProcedureView }) {
  const t = useTexts('admin');
  const word = useWord();
  const open = useOpen();
  const may = useCan('approve_procedure');
  const draws = useCan('draw_procedure');
  const { kind, state, lines } = procedure;
  const [tone, icon] = LOOK[state];
  const id = procedureId(procedure);
  return (
    <div className={classes.procedure} data-testid={`procedure-${id}`} data-state={state}>
      <Panel
        title={`${word('ProcedureKind', kind)} · ${pick(procedure)}`}
        aside={
          <div className={classes.acts}>
            {kind === 'sop' && procedure.digest !== '' ? (
              <Button variant="subtle" leftSection={<IconBook2 size={20} />} onClick={() => open.screen('procedures', procedure.digest)} data-testid={`procedure-read-${id}`}>{t('procedures.read')}</Button>
            ) : null}
            {draws && kind === 'sop' ? <DrawProcedure procedure={procedure} /> : null}
            <ProfileStanding procedure={procedure} />
            {may && kind !== 'sop' ? <ConfirmLimits procedure={procedure} /> : null}
            {may && state === 'in_review' && !procedure.own ? <ReturnProcedure procedure={procedure} /> : null}
            {may && mayBeApproved(procedure) && !procedure.own ? <ApproveProcedure procedure={procedure} /> : null}
          </div>
        }
      >
        {state === 'in_review' && procedure.own ? <p className={classes.text}>{t('procedures.own')}</p> : null}
        <Facts
          columns={3}
          items={[
            [t('procedures.state'), <Tone key="s" tone={tone} icon={icon}>{t(`procedures.${state}`, { from: procedure.effective_ms === null ? '' : formatDateTime(procedure.effective_ms) })}</Tone>],
            ...(kind === 'sop' ? [] : [[t('limits.open'), <Open key="o" procedure={procedure} />] as [ReactNode, ReactNode]]),
            [t('procedures.by'), procedure.approved_by],
            [t('procedures.at'), <TimeText key="a" ms={procedure.approved_ms} />],
            [t('procedures.version'), <code key="v">{procedure.code} · {procedure.version}</code>],
            [t('procedures.digest'), <code key="d" title={procedure.digest}>{procedure.digest.slice(0, 16)}…</code>],
            [t('procedures.effective'), <TimeText key="e" ms={procedure.effective_ms} />],
            ...(procedure.standing === null ? [] : [
              [t('standing.said'), <span key="u" title={procedure.standing.reason}>{word('ProfileStanding', procedure.standing.standing)} · {procedure.standing.name} · <TimeText ms={procedure.standing.effective_ms} /></span>],
              [t('standing.why'), procedure.standing.reason],
            ] as [ReactNode, ReactNode][]),
            ...(procedure.drawn_by === null ? [] : [
              [t('procedures.drawn_by'), procedure.drawn_by],
              [t('procedures.drawn_at'), <TimeText key="d" ms={procedure.drawn_ms} />],
              [t('procedures.drawn_reason'), procedure.drawn_reason],
            ] as [ReactNode, ReactNode][]),
            ...(procedure.returned_by === null ? [] : [
              [t('procedures.returned_by'), procedure.returned_by],
              [t('procedures.returned_at'), <TimeText key="r" ms={procedure.returned_ms} />],
              [t('procedures.returned_reason'), procedure.returned_reason],
            ] as [ReactNode, ReactNode][]),
          ]}
        />
        <details className={classes.content}>
          <summary data-testid={`procedure-content-${id}`}>{t(`procedures.content_${kind}`, { count: lines.length })}</summary>
          <Lines kind={kind} lines={lines} />
        </details>
      </Panel>
    </div>
  );
}

/** How much of a norm profile cannot judge yet, and whether it decides on releases. */
function Open({ procedure: { kind, unconfirmed, decides, state } }: { procedure: ProcedureView }) {
  const t = useTexts('admin');
  return (
    <span className={classes.acts} data-testid="limits-open" data-count={unconfirmed}>
      {unconfirmed > 0
        ? <Tone tone="orange" icon={IconLockQuestion}>{t('limits.unconfirmed', { count: unconfirmed })}</Tone>
        : <Tone tone="green" icon={IconCircleCheck}>{t('limits.all_confirmed')}</Tone>}
      {kind === 'limits' && state === 'in_force' ? <Tone tone={decides ? 'blue' : 'grey'} icon={decides ? IconGavel : IconEye}>{t(decides ? 'limits.decides' : 'limits.beside')}</Tone> : null}
    </span>
  );
}

function Lines({ kind, lines }: { kind: ProcedureKind; lines: ProcedureLine[] }) {
  const t = useTexts('admin');
  const word = useWord();
  const yes = (value: boolean) => t(value ? 'procedures.yes' : 'procedures.no');
  const said = ({ limit, choices, repeats }: ProcedureLine) => {
    if (choices.length === 0) return limit;
    const text = choices.map((choice) => `${pick(choice)}: ${word('Verdict', choice.verdict)}`).join(' · ') + (repeats === null ? '' : ` · ${t('procedures.repeats', { count: repeats })}`);
    return <span title={text}>{text}</span>;
  };
  const steps: Column<ProcedureLine>[] = [
    { key: 'number', title: t('procedures.number'), width: '6ch', cell: (line) => line.number },
    { key: 'step', title: t('procedures.step'), width: '2fr', cell: pick },
    { key: 'range', title: t('procedures.range'), width: '1fr', cell: (line) => line.limit },
    { key: 'second', title: t('procedures.second'), width: '9em', cell: (line) => (line.needs_second ? yes(true) : '') },
  ];
  const limits: Column<ProcedureLine>[] = [
    { key: 'item', title: t('procedures.limit_of'), width: '1.3fr', cell: pick },
    { key: 'limit', title: t('procedures.limit'), width: '1.2fr', cell: (line) => said(line) },
    { key: 'source', title: t('procedures.source'), width: '1.6fr', cell: (line) => <span title={line.source}>{line.source}</span> },
    { key: 'confirmed', title: t('procedures.confirmed'), width: '14em', cell: (line) => <Confirmed line={line} /> },
  ];
  return (
    <DataGrid
      rows={lines}
      columns={kind === 'sop' ? steps : limits}
      rowKey={(line) => line.code ?? line.en}
      label={t(`procedures.content_${kind}`, { count: lines.length })}
      testId={`procedure-lines-${kind}`}
      height="42vh"
    />
  );
}

function Confirmed({ line }: { line: ProcedureLine }) {
  const t = useTexts('admin');
  if (!line.confirmed) return <Tone tone="orange" icon={IconLockQuestion}>{t('procedures.no')}</Tone>;
  if (line.confirmed_by === null) return <>{t(line.outside !== null && line.limit === '' ? 'limits.nothing' : 'limits.shipped')}</>;
  return <span title={line.own_reason ?? undefined}>{line.confirmed_by} <TimeText ms={line.confirmed_ms} /></span>;
}
