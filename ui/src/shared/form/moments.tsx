/**
 * Days and moments: typed, picked from a calendar, or "now". The value of FieldDateTime is ms since 1970 UTC or null, of
 * FieldDate `yyyy-mm-dd` or ''. What does not parse is said at once, counts as null / '', and is never submitted as if nothing was typed.
 */
import { ActionIcon, Button, Popover, TextInput } from '@mantine/core';
import { DatePicker } from '@mantine/dates';
import { IconCalendar } from '@tabler/icons-react';
import 'dayjs/locale/zh-cn';
import { useState } from 'react';
import { currentLocale, useFieldName, useTexts } from '../i18n';
import { formatDate, formatDateTime } from '../i18n/format';
import { useFieldProblem } from './context';
import { parseDay, parseMoment } from './moment';
import type { FieldProps } from './texts';

interface MomentProps extends FieldProps<number | null> {
  isWanted?: boolean;
}

export function FieldDateTime({ value, onChange, ...rest }: MomentProps) {
  const t = useTexts();
  return (
    <Typed
      {...rest}
      value={value === null ? '' : formatDateTime(value)}
      read={(text) => {
        const ms = parseMoment(text);
        onChange(ms);
        return ms === null ? null : formatDateTime(ms);
      }}
      now={{ label: t('action.now'), text: () => formatDateTime(Date.now()) }}
      onDay={(day, text) => `${day} ${text.split(' ')[1] ?? formatDateTime(Date.now()).slice(11)}`}
      formatKey="form.datetime_format"
      badKey="form.bad_datetime"
    />
  );
}

interface DateProps extends FieldProps<string> {
  /** A day to come: today is not offered. */
  future?: boolean;
}

export function FieldDate({ value, onChange, future, ...rest }: DateProps) {
  const t = useTexts();
  return (
    <Typed
      {...rest}
      value={value}
      read={(text) => {
        const day = parseDay(text);
        onChange(day ?? '');
        return day;
      }}
      now={future ? null : { label: t('action.today'), text: () => formatDate(Date.now()) }}
      onDay={(day) => day}
      formatKey="form.date_format"
      badKey="form.bad_date"
    />
  );
}

interface TypedProps extends Omit<FieldProps<string>, 'onChange'> {
  /** Tells the form and answers the clean text, or null. */
  read: (text: string) => string | null;
  /** What one press fills in. */
  now: { label: string; text: () => string } | null;
  onDay: (day: string, text: string) => string;
  formatKey: string;
  badKey: string;
  /** Whether nothing typed is as little an answer as what cannot be read: the form waits for it. */
  isWanted?: boolean;
}

function Typed(props: TypedProps) {
  const t = useTexts();
  const fieldName = useFieldName();
  const problem = useFieldProblem(props.name);
  const { now } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const text = draft ?? props.value;
  const [bad, setBad] = useState(false);
  const [unread, setUnread] = useState(props.isWanted === true && text === '');
  const take = (next: string, settle: boolean) => {
    const clean = props.read(next);
    const unread = clean === null && (next.trim() !== '' || props.isWanted === true);
    setUnread(unread);
    setBad(settle && unread);
    setDraft(settle && clean !== null ? null : next);
  };
  return (
    <TextInput
      name={props.name}
      label={props.label ?? fieldName(props.name)}
      description={props.description}
      placeholder={props.placeholder ?? t(props.formatKey)}
      withAsterisk={props.required}
      disabled={props.disabled}
      autoFocus={props.autoFocus}
      data-autofocus={props.autoFocus || undefined}
      error={bad ? t(props.badKey) : problem}
      value={text}
      onChange={(event) => take(event.currentTarget.value, false)}
      onBlur={() => take(text, true)}
      data-unread={unread || undefined}
      inputMode="numeric"
      autoComplete="off"
      data-testid={`field-${props.name}`}
      rightSectionWidth={now ? 112 : 44}
      rightSection={
        <>
          {now ? (
            <Button variant="subtle" size="compact-sm" tabIndex={-1} onClick={() => take(now.text(), true)} data-testid={`now-${props.name}`}>
              {now.label}
            </Button>
          ) : null}
          <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus>
            <Popover.Target>
              <ActionIcon size={36} tabIndex={-1} onClick={() => setOpen(!open)} aria-label={t('action.choose_date')}>
                <IconCalendar size={20} />
              </ActionIcon>
            </Popover.Target>
            <Popover.Dropdown>
              <DatePicker
                locale={currentLocale() === 'en' ? 'en' : 'zh-cn'}
                value={parseDay(text.split(' ')[0] ?? '')}
                onChange={(day) => {
                  setOpen(false);
                  if (day) take(props.onDay(day, text), true);
                }}
              />
            </Popover.Dropdown>
          </Popover>
        </>
      }
    />
  );
}
