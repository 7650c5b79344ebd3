/** The files a submission names, written as Spark writes them: absolute, so that the script may change its folder. */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Files of `--py-files` go to the workers too, as Spark has it on every master but YARN. */
export function resolveFiles(conf: Map<string, string>): void {
  const modules = list(conf, 'spark.submit.pyFiles').map(path);
  if (modules.length > 0) conf.set('spark.submit.pyFiles', modules.join(','));
  const files = [...list(conf, 'spark.files').map(url), ...modules.map(url)];
  if (files.length > 0) conf.set('spark.files', [...new Set(files)].join(','));
  const archives = list(conf, 'spark.archives').map(url);
  if (archives.length > 0) conf.set('spark.archives', archives.join(','));
}

function list(conf: ReadonlyMap<string, string>, key: string): string[] {
  return (conf.get(key) ?? '').split(',').flatMap((name) => name.trim() || []);
}

/** A name may be a path or a `file:` address. */
export function localPath(name: string): string {
  return name.replace(/^(?:file|local):(?:\/\/)?/, '');
}

function path(name: string): string {
  return isRemote(name) ? name : resolve(localPath(name));
}

/** The name after `#` is the folder that an archive is unpacked into. */
function url(name: string): string {
  const [file = '', folder] = name.split('#');
  if (isRemote(file)) return name;
  return `${pathToFileURL(path(file)).href}${folder === undefined ? '' : `#${folder}`}`;
}

export function isRemote(name: string): boolean {
  return /^(?!file:|local:)[a-z][a-z0-9+.-]+:\/\//i.test(name);
}
