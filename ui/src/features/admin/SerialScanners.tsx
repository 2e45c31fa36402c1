/** Scanners on a serial line: which ones this station listens to, how each is, and what is plugged in. */
import { ActionIcon, Button } from '@mantine/core';
import { IconPlugConnected, IconPlugX, IconTrash } from '@tabler/icons-react';
import { useAct, useCommandQuery, type ScannerLine, type ScannerList } from '@/api';
import { ActForm, Buttons, FieldRadio, FieldText, Loaded, problemText, SubmitButton, Tone, useFields, useTexts } from '@/shared';
import classes from './Section.module.css';

const SPEEDS = ['9600', '19200', '38400', '57600', '115200'];

export function SerialScanners() {
  const query = useCommandQuery('scanner.list', {});
  return <Loaded query={query}>{(list) => <Lines list={list} />}</Loaded>;
}

function Lines({ list }: { list: ScannerList }) {
  const t = useTexts('admin');
  const shared = useTexts();
  const act = useAct('scanner.set_lines');
  const { values, set, bind } = useFields({ path: '', baud: '9600' });
  const lines: ScannerLine[] = list.lines.map(({ path, baud }) => ({ path, baud }));
  const free = list.ports.filter((port) => lines.every((line) => line.path !== port.path));
  const add = () =>
    act.mutate({ lines: [...lines, { path: values.path.trim(), baud: Number(values.baud) }] }, { onSuccess: () => set('path', '') });
  return (
    <section className={classes.serial} aria-labelledby="serial-title" data-testid="serial-scanners">
      <h3 id="serial-title" className={classes.subtitle}>{t('serial.title')}</h3>
      <p className={classes.text}>{t('serial.text')}</p>
      {list.lines.length > 0 ? (
        <ul className={classes.devices}>
          {list.lines.map((line) => (
            <li key={line.path} className={classes.device} data-testid="serial-line" data-connected={line.connected}>
              <span className={classes.mono}>{line.path}</span>
              <span>{line.baud}</span>
              {line.connected
                ? <Tone tone="green" icon={IconPlugConnected}>{t('serial.connected')}</Tone>
                : <Tone tone="orange" icon={IconPlugX}>{line.problem ? problemText(line.problem) : t('serial.looking')}</Tone>}
              <ActionIcon
                variant="default"
                aria-label={shared('action.remove')}
                onClick={() => act.mutate({ lines: lines.filter(({ path }) => path !== line.path) })}
                data-testid="serial-remove"
              >
                <IconTrash size={18} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      ) : null}
      <ActForm act={act} onSubmit={add}>
        {free.length > 0 ? (
          <div className={classes.ports} role="group" aria-label={t('serial.ports')}>
            {free.map((port) => (
              <Button key={port.path} variant="default" size="compact-md" onClick={() => set('path', port.path)}>{port.name || port.path}</Button>
            ))}
          </div>
        ) : <p className={classes.text}>{t('serial.none')}</p>}
        <FieldText {...bind('path')} label={t('serial.path')} description={t('serial.path_hint')} mono required />
        <FieldRadio {...bind('baud')} label={t('serial.baud')} options={SPEEDS.map((value) => ({ value, label: value }))} />
        <Buttons><SubmitButton command="scanner.set_lines" act={act}>{t('serial.add')}</SubmitButton></Buttons>
      </ActForm>
    </section>
  );
}
