/** The device that a result was measured on, of those that the test is controlled on, and which of them are out. */
import { useCommandQuery } from '@/api';
import { FieldSelect, useTexts, useWord, type Bound } from '@/shared';
import classes from './bench.module.css';

const NOT_SAID = '-';

export function ControlledOn({ test, field }: { test: string; field: Bound<string | null> }) {
  const t = useTexts('bench');
  const word = useWord();
  const { data } = useCommandQuery('control.of_test', { test });
  if (!data || data.devices.length === 0) return null;
  const options = data.devices.map(({ device, device_name: name }) => ({ value: device, label: name === '' ? device : `${device} · ${name}` }));
  return (
    <>
      <FieldSelect
        {...field}
        value={field.value ?? NOT_SAID}
        onChange={(device) => field.onChange(device === NOT_SAID ? null : device)}
        label={t('controls.device')}
        description={t('controls.hint')}
        options={[{ value: NOT_SAID, label: t('controls.not_said') }, ...options]}
      />
      {data.devices.flatMap(({ device, stops }) => stops.map((stop) => (
        <p key={`${device} ${stop.level}`} className={classes.stopped} role="status" data-testid="result-out-of-control">
          {t(data.stops_results ? 'controls.stop' : 'controls.warns', { device, rule: word('ControlRule', stop.rule) })}
        </p>
      )))}
    </>
  );
}
