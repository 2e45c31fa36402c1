import en from './locales/en.json';
import zh from './locales/zh-CN.json';

export { RegisterScreen as screen } from './RegisterScreen';
export const locales = { 'zh-CN': zh, en };
