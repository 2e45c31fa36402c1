/** What one version of a procedure changes of another: in words, and beneath them as the texts have it. */
import { IconArrowsMoveVertical, IconCircleMinus, IconCirclePlus, IconPencil, type Icon } from '@tabler/icons-react';
import { useCommandQuery, type ProcedureChange, type ProcedureChangeKind } from '@/api';
import { dataUrl } from '../attachments/media';
import { Loaded } from '../display/States';
import { Tone, type ToneName } from '../display/Tone';
import { pick, useTexts, useWord } from '../i18n';
import classes from './Sop.module.css';
import { describeStep, type Said } from './describe';
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
      {changes.map((change) => {
        const [tone, icon] = LOOK[change.kind];
        return (
          <li key={`${change.kind} ${change.number} ${change.en}`} data-kind={change.kind} data-testid={`procedure-change-${change.number}`}>
            <details>
              <summary><Tone tone={tone} icon={icon}>{t(`change.${change.kind}`)}</Tone> {change.number} {pick(change)}</summary>
              <Pictures change={change} />
              <InWords change={change} {...steps} />
              <details className={classes.data}>
                <summary>{t('as_data')}</summary>
                {dataLines(change).map(({ sign, text }, index) => <code key={`${index} ${sign}`} className={classes.line} data-sign={sign}>{sign} {text}</code>)}
              </details>
            </details>
          </li>
        );
      })}
    </ul>
  );
}

/** What is said no more, and what is said now. */
function InWords({ change, before = NO_STEPS, after = NO_STEPS }: { change: ProcedureChange } & Steps) {
  const t = useTexts('sop');
  const word = useWord();
  const said = (text: string | null, steps: Part[]) => {
    const step = stepOf(text);
    const title: Said = { of: 'help', label: '', text: `${textOf(step.number)} ${pick(bilingual(step.title))}`.trim() };
    return text === null ? [] : [title, ...describeStep(step, { t, word, steps })];
  };
  const [old, fresh] = [said(change.before, before), said(change.after, after)];
  const has = (list: Said[], one: Said) => list.some(({ label, text }) => label === one.label && text === one.text);
  const lines = [
    ...old.filter((one) => !has(fresh, one)).map(({ label, text }) => ({ sign: '-', label, text })),
    ...fresh.filter((one) => !has(old, one)).map(({ label, text }) => ({ sign: '+', label, text })),
  ];
  if (lines.length === 0) return change.kind === 'changed' ? <p className={classes.quiet}>{t('no_text')}</p> : null;
  return (
    <div data-testid="procedure-change-words">
      {lines.map(({ sign, label, text }, index) => <p key={`${index} ${sign}`} className={classes.line} data-sign={sign}>{sign} {label === '' ? text : `${label}: ${text}`}</p>)}
    </div>
  );
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

/** Lines that only one of the two texts has; both whole where there is one alone. */
function dataLines({ before, after }: ProcedureChange): { sign: '+' | '-'; text: string }[] {
  const [old, fresh] = [before?.split('\n') ?? [], after?.split('\n') ?? []];
  return [
    ...old.filter((line) => !fresh.includes(line)).map((text) => ({ sign: '-' as const, text })),
    ...fresh.filter((line) => !old.includes(line)).map((text) => ({ sign: '+' as const, text })),
  ];
}
