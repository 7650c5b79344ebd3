/** The application: its settings, executor threads, stored blocks and directories. */
import { rm } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { TableCatalog } from '../catalog/table-catalog.ts';
import { Views } from '../catalog/views.ts';
import { type Conf, confOf } from '../conf/conf.ts';
import { BlockStore } from '../exec/block-store.ts';
import { ExecutorPool } from '../exec/executor-pool.ts';
import type { MemoryBudget } from '../exec/memory-budget.ts';
import type { QueryRequest, QueryRuntime } from '../exec/run-query.ts';
import { Scheduler } from '../exec/scheduler.ts';
import { NativeThread } from '../native/thread.ts';
import type { RddNode } from '../rdd/node.ts';
import { RddGraph } from '../rdd/rdd-graph.ts';
import { rddPart } from '../rdd/rdd-stages.ts';
import { localPath } from '../sources/list-files.ts';
import { Accumulators } from './accumulators.ts';
import { CacheManager } from './cache-manager.ts';
import { redrawsLines, showConsoleProgress } from './console-progress.ts';
import { DriverPython } from './driver-python.ts';
import type { ExecutorAhead } from './executor-ahead.ts';
import { executorEntry } from './executor-entry.ts';
import { openLocalDir } from './local-dir.ts';
import type { Master } from './master.ts';
import { NO_PROFILE, type Profile, profileTo } from './profile.ts';
import { resourcesOf } from './resources.ts';
import type { RunOptions } from './run-query.ts';
import { SharedFiles } from './shared-files.ts';

export const SPARK_VERSION = '4.3.0';

const TIME_ZONE = 'spark.sql.session.timeZone';

export class SparkContext {
  /** What Python sets in the context's own SparkConf shows here at once. */
  readonly conf: Map<string, string>;
  readonly master: Master;
  readonly startTime = Date.now();
  readonly applicationId = `local-${Date.now()}`;
  readonly user = process.env.SPARK_USER ?? userInfo().username;
  /** Of this application only; removed by `stop`. */
  readonly localDir: string;
  readonly budget: MemoryBudget;
  readonly store: BlockStore;
  readonly native: NativeThread;
  readonly pool: ExecutorPool;
  readonly scheduler: Scheduler;
  readonly globalViews = new Views();
  readonly tables: TableCatalog;
  readonly cache: CacheManager;
  readonly rdds: RddGraph;
  readonly python: DriverPython;
  readonly files: SharedFiles;
  readonly accumulators = new Accumulators();
  readonly profile: Profile;
  checkpointDir: string | undefined;
  readonly #endProgress: () => void;
  #stopped = false;

  constructor(conf: ReadonlyMap<string, string>, ahead?: ExecutorAhead) {
    const settings = confOf(conf);
    const { master, budget } = resourcesOf(settings);
    this.master = master;
    this.budget = budget;
    this.conf = new Map([...conf, ['spark.app.id', this.applicationId]]);
    this.localDir = openLocalDir(settings.get('spark.local.dir'));
    this.tables = new TableCatalog(localPath(settings.getString('spark.sql.warehouse.dir')));
    this.store = new BlockStore(this.budget, this.localDir);
    this.native = new NativeThread({
      threads: this.master.threads,
      memoryLimit: this.budget.native,
      tempDirectory: join(this.localDir, 'native'),
      admitted: this.master.threads,
    });
    this.pool = new ExecutorPool({
      entry: executorEntry(),
      size: this.master.threads,
      budget: this.budget,
      localDir: this.localDir,
      application: Object.fromEntries(this.conf),
      ports: () => ({ native: this.native.openPort() }),
      ahead: (heap) => ahead?.take(heap),
    });
    this.scheduler = new Scheduler({ pool: this.pool, store: this.store, maxFailures: this.master.maxFailures });
    const profile = settings.get('spark.sql.profile.file');
    this.profile = profile === undefined ? NO_PROFILE : profileTo(profile, this.scheduler.status, this.pool);
    this.cache = new CacheManager(this.store);
    this.rdds = new RddGraph(this.store, this.pool, join(this.localDir, 'rdds'));
    this.python = new DriverPython(this.pool, this.conf);
    this.files = new SharedFiles(this.localDir);
    this.files.addConfigured(conf.get('spark.files'), conf.get('spark.archives'));
    const shown = settings.getBoolean('spark.ui.showConsoleProgress') && redrawsLines(process.stderr, process.env);
    this.#endProgress = shown ? showConsoleProgress(this.scheduler.status, process.stderr) : () => {};
    this.pool.warm();
  }

  get defaultParallelism(): number {
    const set = this.conf.get('spark.default.parallelism');
    return set === undefined ? this.master.threads : Number(set);
  }

  get queryRuntime(): QueryRuntime {
    const { scheduler, store, cache, rdds } = this;
    return {
      scheduler,
      store,
      parallelism: this.master.threads,
      cacheStage: (set) => cache.stageOf(set),
      rddPart: (scan) => rddPart(rdds, scan.rdd as RddNode),
    };
  }

  queryRequest(session: Conf, options: RunOptions, encode: QueryRequest['encode']): QueryRequest {
    return {
      session,
      properties: options.properties,
      // Tasks know no defaults, and this one differs from machine to machine.
      conf: { [TIME_ZONE]: session.getString(TIME_ZONE), ...Object.fromEntries(session.entries()) },
      signal: options.signal,
      maxResultBytes: session.getNumber('spark.driver.maxResultSize'),
      onAccumulator: (updates) => this.accumulators.merge(updates),
      ...(encode === undefined ? {} : { encode }),
    };
  }

  get isStopped(): boolean {
    return this.#stopped;
  }

  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    this.scheduler.stop();
    this.#endProgress();
    await this.python.close();
    await Promise.all([this.pool.stop(), this.native.stop()]);
    await rm(this.localDir, { recursive: true, force: true });
  }
}
