/** What one version of a procedure changes of another: in words, and beneath them as the texts have it. */
import { IconArrowsMoveVertical, IconCircleMinus, IconCirclePlus, IconPencil, type Icon } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useCommandQuery, type ProcedureChange, type ProcedureChangeKind } from '@/api';
import { dataUrl } from '../attachments/media';
import { Loaded } from '../display/States';
import { Tone, type ToneName } from '../display/Tone';
import { pick, useTexts, useWord } from '../i18n';
import classes from './Sop.module.css';
import { describeStep, type Said } from './describe';
import { changedLines, type Line } from './lines';
import { bilingual, stepOf, stepsOf, textOf, type Part } from './text';

const LOOK: Record<ProcedureChangeKind, [ToneName, Icon]> = {
  added: ['green', IconCirclePlus],
  removed: ['red', IconCircleMinus],
  changed: ['orange', IconPencil],
  moved: ['blue', IconArrowsMoveVertical],
};

interface Steps {
  /** The steps of the earlier text, which its conditions and times name. */
  before?: Part[];
  /** Those of the later one. */
  after?: Part[];
}

const NO_STEPS: Part[] = [];

/** Two versions, named by the digests of their texts. */
export function ProcedureComparison({ before, after }: { before: string; after: string }) {
  const difference = useCommandQuery('procedure.compare', { before, after });
  const [old, fresh] = [useCommandQuery('procedure.text', { digest: before }), useCommandQuery('procedure.text', { digest: after })];
  const steps = { before: stepsOf(old.data?.content ?? null), after: stepsOf(fresh.data?.content ?? null) };
  return <Loaded query={difference}>{({ changes }) => <ChangeList changes={changes} {...steps} />}</Loaded>;
}

export function ChangeList({ changes, ...steps }: { changes: ProcedureChange[] } & Steps) {
  const t = useTexts('sop');
  if (changes.length === 0) return <p className={classes.quiet} data-testid="procedure-no-changes">{t('no_changes')}</p>;
  return (
    <ul className={classes.changes} aria-label={t('changes')} data-testid="procedure-changes">
      {changes.map((change) => <Change key={`${change.kind} ${change.number} ${change.en}`} change={change} {...steps} />)}
    </ul>
  );
}

function Change({ change, before = NO_STEPS, after = NO_STEPS }: { change: ProcedureChange } & Steps) {
  const t = useTexts('sop');
  const [tone, icon] = LOOK[change.kind];
  const words = useWordLines(change, before, after);
  const data = useMemo(() => dataLines(change), [change]);
  // What words do not tell, the data has to.
  const silent = change.kind === 'changed' && words.length === 0;
  return (
    <li data-kind={change.kind} data-testid={`procedure-change-${change.number}`}>
      <details>
        <summary><Tone tone={tone} icon={icon}>{t(`change.${change.kind}`)}</Tone> {change.number} {pick(change)}</summary>
        <Pictures change={change} />
        {silent && data.length > 0 ? <p className={classes.quiet}>{t('no_text')}</p> : null}
        {words.length === 0 ? null : (
          <div data-testid="procedure-change-words">
            {words.map(({ sign, of: { label, text } }, index) => <p key={`${index} ${sign}`} className={classes.line} data-sign={sign}>{sign} {label === '' ? text : `${label}: ${text}`}</p>)}
          </div>
        )}
        <details className={classes.data} open={silent}>
          <summary>{t('as_data')}</summary>
          <div data-testid="procedure-change-data">
            {data.map(({ sign, of }, index) => <code key={`${index} ${sign}`} className={classes.line} data-sign={sign}>{sign} {of}</code>)}
          </div>
        </details>
      </details>
    </li>
  );
}

/** What is said no more, and what is said now. */
function useWordLines(change: ProcedureChange, before: Part[], after: Part[]): Line<Said>[] {
  const t = useTexts('sop');
  const word = useWord();
  const said = (text: string | null, steps: Part[]) => {
    const step = stepOf(text);
    const title: Said = { of: 'help', label: '', text: `${textOf(step.number)} ${pick(bilingual(step.title))}`.trim() };
    return text === null ? [] : [title, ...describeStep(step, { t, word, steps, codes: true })];
  };
  return changedLines(said(change.before, before), said(change.after, after), (one, other) => one.label === other.label && one.text === other.text);
}

/** Both pictures side by side, where they differ. */
function Pictures({ change: { before_picture: before, after_picture: after } }: { change: ProcedureChange }) {
  const t = useTexts('sop');
  if (!before && !after) return null;
  return (
    <div className={classes.pictures} data-testid="procedure-pictures">
      {([['picture_before', before], ['picture_after', after]] as const).map(([name, picture]) => (
        <figure key={name}>
          {picture ? <img src={dataUrl(picture.media, picture.content)} alt={pick(picture)} /> : <em>{t('no_picture')}</em>}
          <figcaption>{t(name)}{picture ? ` · ${pick(picture)}` : ''}</figcaption>
        </figure>
      ))}
    </div>
  );
}

/** Lines that only one of the two texts has, in order; both whole where no line differs and no picture does. */
function dataLines({ kind, before, after, before_picture: was, after_picture: is }: ProcedureChange): Line<string>[] {
  const [old, fresh] = [before?.split('\n') ?? [], after?.split('\n') ?? []];
  const lines = changedLines(old, fresh, (one, other) => one === other);
  if (lines.length > 0 || kind !== 'changed' || was || is) return lines;
  return [...old.map((of) => ({ sign: '-' as const, of })), ...fresh.map((of) => ({ sign: '+' as const, of }))];
}
