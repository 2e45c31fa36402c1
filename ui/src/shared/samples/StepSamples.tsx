/** What samples say of the values of a step: proposed while it is typed, and compared with what was typed. */
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconArrowDown, IconPlus, IconTestPipe2 } from '@tabler/icons-react';
import { useCommandQuery, type PartsView } from '@/api';
import { pick, useTexts } from '../i18n';
import { useOpen } from '../hooks/useOpen';
import { useCan } from '../session/context';
import { ButtonDialog } from './ButtonDialog';
import { MakeForm } from './MakeForm';
import classes from './Samples.module.css';

interface Props {
  donation: string;
  step: string;
  values: Record<string, string>;
  onTake: (values: Record<string, string>) => void;
}

export function StepSamples(props: Props) {
  const query = useCommandQuery('part.list', { donation: props.donation, din: null }, { keepPrevious: true });
  const kind = query.data?.steps.find(({ step }) => step === props.step)?.kind;
  if (kind === undefined || !query.data) return null;
  return <Beside {...props} view={query.data} kind={kind} />;
}

function Beside({ donation, step, values, onTake, view, kind }: Props & { view: PartsView; kind: PartsView['kinds'][number]['kind'] }) {
  const t = useTexts('samples');
  const open = useOpen();
  const mayKeep = useCan('keep_sample');
  const here = view.agreeing.filter((one) => one.step === step);
  const typed = (input: string) => (values[input] ?? '').trim();
  return (
    <div className={classes.step} data-testid="step-samples">
      <span><IconTestPipe2 size={18} aria-hidden /> {here.length === 0 ? t('step.none') : t('step.said')}</span>
      {here.map((one) => (
        <span key={one.input}>
          {pick(one)} <strong>{one.found} {one.unit}</strong>
          {typed(one.input) !== '' && Number(typed(one.input)) !== Number(one.found) ? <em className={classes.differs}><IconAlertTriangle size={16} aria-hidden /> {t('step.differs', { typed: typed(one.input) })}</em> : null}
        </span>
      ))}
      {here.length === 0 ? null : (
        <Button variant="default" size="compact-md" leftSection={<IconArrowDown size={16} />} onClick={() => onTake(Object.fromEntries(here.map((one) => [one.input, one.found])))} data-testid="step-samples-take">{t('step.take')}</Button>
      )}
      {mayKeep ? (
        <ButtonDialog title={t('make.title')} testId="step-samples-make" icon={<IconPlus size={20} />} variant="default" keys="">
          {(close) => <MakeForm view={view} kind={kind} onDone={close} />}
        </ButtonDialog>
      ) : null}
      <Button variant="subtle" size="compact-md" onClick={() => open.samples(donation)} data-testid="step-samples-open">{t('step.open')}</Button>
    </div>
  );
}
