/** What one version changes of another, and what is wrong with a text. */
import { IconArrowsMoveVertical, IconCircleMinus, IconCirclePlus, IconPencil, type Icon } from '@tabler/icons-react';
import { useCommandQuery, type ProcedureChange, type ProcedureChangeKind, type ProcedureFault } from '@/api';
import { dataUrl, Loaded, pick, problemText, Tone, useTexts, type ToneName } from '@/shared';
import classes from './Procedures.module.css';

const LOOK: Record<ProcedureChangeKind, [ToneName, Icon]> = {
  added: ['green', IconCirclePlus],
  removed: ['red', IconCircleMinus],
  changed: ['orange', IconPencil],
  moved: ['blue', IconArrowsMoveVertical],
};

/** What a version that was drawn changes of the one that it began with. */
export function ProcedureChanges({ digest, basedOn }: { digest: string; basedOn: string }) {
  const difference = useCommandQuery('procedure.compare', { before: basedOn, after: digest });
  return <Loaded query={difference}>{({ changes }) => <ChangeList changes={changes} />}</Loaded>;
}

export function ChangeList({ changes }: { changes: ProcedureChange[] }) {
  const t = useTexts('admin');
  if (changes.length === 0) return <p className={classes.text}>{t('procedures.no_changes')}</p>;
  return (
    <ul className={classes.changes} aria-label={t('procedures.changes')} data-testid="procedure-changes">
      {changes.map((change) => {
        const [tone, icon] = LOOK[change.kind];
        return (
          <li key={`${change.kind} ${change.number}`} data-kind={change.kind}>
            <details>
              <summary><Tone tone={tone} icon={icon}>{t(`procedures.change_${change.kind}`)}</Tone> {change.number} {pick(change)}</summary>
              <Pictures change={change} />
              {lines(change).map(({ sign, text }, index) => <code key={`${index} ${sign}`} className={classes.line} data-sign={sign}>{sign} {text}</code>)}
            </details>
          </li>
        );
      })}
    </ul>
  );
}

/** Both pictures side by side, where they differ. */
function Pictures({ change: { before_picture: before, after_picture: after } }: { change: ProcedureChange }) {
  const t = useTexts('admin');
  if (!before && !after) return null;
  return (
    <div className={classes.pictures} data-testid="procedure-pictures">
      {([['sop.picture_before', before], ['sop.picture_after', after]] as const).map(([name, picture]) => (
        <figure key={name}>
          {picture ? <img src={dataUrl(picture.media, picture.content)} alt={pick(picture)} /> : <em>{t('sop.no_picture')}</em>}
          <figcaption>{t(name)}{picture ? ` · ${pick(picture)}` : ''}</figcaption>
        </figure>
      ))}
    </div>
  );
}

/** Lines that only one of the two texts has; both whole where there is one alone. */
function lines({ before, after }: ProcedureChange): { sign: '+' | '-'; text: string }[] {
  const [old, fresh] = [before?.split('\n') ?? [], after?.split('\n') ?? []];
  return [
    ...old.filter((line) => !fresh.includes(line)).map((text) => ({ sign: '-' as const, text })),
    ...fresh.filter((line) => !old.includes(line)).map((text) => ({ sign: '+' as const, text })),
  ];
}

export function FaultList({ faults, onChoose }: { faults: ProcedureFault[]; onChoose?: (at: string) => void }) {
  const t = useTexts('admin');
  if (faults.length === 0) return null;
  return (
    <div role="alert" className={classes.faults} data-testid="procedure-faults">
      <strong>{t('procedures.faults', { count: faults.length })}</strong>
      <ul>{faults.map(({ problem, at }, index) => <li key={`${at} ${index}`} data-code={problem.code}>
        {onChoose && at.startsWith('steps.') ? <button type="button" className={classes.link} onClick={() => onChoose(at)}>{problemText(problem)}</button> : problemText(problem)}
      </li>)}</ul>
    </div>
  );
}
