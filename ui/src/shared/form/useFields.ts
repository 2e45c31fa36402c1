/** The values of a form: `const { values, bind } = useFields({ name: '' })`, then `<FieldText {...bind('name')} />`. */
import { useCallback, useState } from 'react';
import type { Kept } from '../hooks/useKept';

export interface Bound<V> {
  name: string;
  value: V;
  onChange: (value: V) => void;
}

export interface Fields<T extends object> {
  values: T;
  set: <K extends keyof T>(name: K, value: T[K]) => void;
  reset: (values?: T) => void;
  bind: <K extends keyof T & string>(name: K) => Bound<T[K]>;
}

export function useFields<T extends object>(initial: T): Fields<T> {
  const [values, setValues] = useState(initial);
  return useFieldsOf({ value: values, set: setValues }, initial);
}

/** Of values that live elsewhere, such as what is kept until it is recorded. */
export function useFieldsOf<T extends object>({ value: values, set: setValues }: Pick<Kept<T>, 'value' | 'set'>, initial: T): Fields<T> {
  const set = useCallback(<K extends keyof T>(name: K, value: T[K]) => {
    setValues((before) => ({ ...before, [name]: value }));
  }, [setValues]);
  return {
    values,
    set,
    reset: (next = initial) => setValues(next),
    bind: (name) => ({ name, value: values[name], onChange: (value) => set(name, value) }),
  };
}
