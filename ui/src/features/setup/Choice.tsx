/** Four ways to start. */
import { Button, Loader, Progress } from '@mantine/core';
import { IconBuildingHospital, IconDatabaseImport, IconFlask2, IconPlugConnected, type Icon } from '@tabler/icons-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useAct } from '@/api';
import { FieldRadio, formatNumber, ProblemAlert, useProgress, useTexts } from '@/shared';
import classes from './Choice.module.css';

export type Way = 'create' | 'join' | 'restore';

const SIZES = ['200', '10000'] as const;
const SEED = 1;

export function Choice({ onChoose }: { onChoose: (way: Way) => void }) {
  const t = useTexts('setup');
  const demo = useAct('setup.open_demo');
  const [size, setSize] = useState<(typeof SIZES)[number]>('200');
  const units = Number(size);
  return (
    <>
      <h1 className={classes.question}>{t('choose')}</h1>
      <div className={classes.cards}>
        <Card icon={IconFlask2} title={t('demo.title')} text={t('demo.text')}>
          {demo.isPending ? (
            <DemoProgress units={units} />
          ) : (
            <>
              <FieldRadio
                name="units"
                label={t('demo.units')}
                value={size}
                onChange={setSize}
                options={SIZES.map((value) => ({ value, label: formatNumber(Number(value)) }))}
              />
              <Button size="lg" variant="light" fullWidth onClick={() => demo.mutate({ units, seed: SEED })} data-testid="setup-demo" autoFocus>
                {t('demo.button')}
              </Button>
            </>
          )}
          <ProblemAlert problem={demo.error} />
        </Card>
        <Card icon={IconBuildingHospital} title={t('create.title')} text={t('create.text')}>
          <Button size="lg" variant="light" fullWidth onClick={() => onChoose('create')} disabled={demo.isPending} data-testid="setup-create">
            {t('create.button')}
          </Button>
        </Card>
        <Card icon={IconPlugConnected} title={t('join.title')} text={t('join.text')}>
          <Button size="lg" variant="light" fullWidth onClick={() => onChoose('join')} disabled={demo.isPending} data-testid="setup-join">
            {t('join.button')}
          </Button>
        </Card>
        <Card icon={IconDatabaseImport} title={t('restore.title')} text={t('restore.text')}>
          <Button size="lg" variant="light" fullWidth onClick={() => onChoose('restore')} disabled={demo.isPending} data-testid="setup-restore">
            {t('restore.button')}
          </Button>
        </Card>
      </div>
    </>
  );
}

function Card({ icon: Glyph, title, text, children }: { icon: Icon; title: string; text: string; children: ReactNode }) {
  return (
    <section className={classes.card}>
      <span className={classes.icon}><Glyph size={34} stroke={1.6} aria-hidden /></span>
      <h2 className={classes.title}>{title}</h2>
      <p className={classes.text}>{text}</p>
      <div className={classes.act}>{children}</div>
    </section>
  );
}

/** A bar when the program tells how far it is, otherwise a sign of life. */
function DemoProgress({ units }: { units: number }) {
  const t = useTexts('setup');
  const at = useProgress('setup.open_demo');
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <output className={classes.progress} data-testid="setup-progress">
      <div className={classes.line}>
        <Loader size="sm" />
        {t('demo.busy', { units: formatNumber(units) })}
      </div>
      {at ? <Progress value={(100 * at.done) / Math.max(1, at.total)} size="lg" /> : null}
      <div className={classes.seconds}>
        {at ? `${t('demo.progress', { done: formatNumber(at.done), total: formatNumber(at.total) })} · ` : ''}
        {seconds} s
      </div>
    </output>
  );
}
