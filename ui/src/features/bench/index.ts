import en from './locales/en.json';
import zh from './locales/zh-CN.json';

export { BenchScreen as screen } from './BenchScreen';
export const locales = { 'zh-CN': zh, en };
