import { act, fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { expect, it } from 'vitest';
import { renderWith } from '@/test/render';
import { useAct } from '.';

/** A form that is off the page before its act is answered, as one keyed by what an event refreshes is. */
function Leaving({ heard }: { heard: (what: string) => void }) {
  const [there, setThere] = useState(true);
  return there ? <Form heard={heard} leave={() => setThere(false)} /> : <p>gone</p>;
}

function Form({ heard, leave }: { heard: (what: string) => void; leave: () => void }) {
  const check = useAct('setup.check_recovery');
  const press = () => {
    check.mutate({ recovery_key: 'A' }, { onSuccess: () => heard('answer'), onError: (problem) => heard(problem.code) });
    leave();
  };
  return <button onClick={press}>press</button>;
}

const REFUSAL = { code: 'session.required', params: {}, field: null, severity: 'refusal' };

it.each([
  ['answer', () => ({})],
  ['session.required', () => Promise.reject(REFUSAL)],
])('hands "%s" to what follows the act, though the form is gone', async (what, answer) => {
  const heard: string[] = [];
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  renderWith({ 'setup.check_recovery': () => held.then(answer) }, <Leaving heard={(what) => heard.push(what)} />);
  fireEvent.click(screen.getByText('press'));
  await screen.findByText('gone');
  expect(heard).toEqual([]);
  await act(async () => release());
  expect(heard).toEqual([what]);
});
