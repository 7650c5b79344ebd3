"""RDDs: what each kind of method gives, and how it is spread over partitions."""

from operator import add

from pyspark import SparkContext, StorageLevel

sc = SparkContext(appName="rdds")
numbers = sc.parallelize(range(10), 3)
pairs = sc.parallelize([("a", 1), ("b", 2), ("a", 3), (None, 4)], 2)

print("# partitions")
print(numbers.glom().collect(), sc.parallelize(range(5, 20, 7), 2).glom().collect())
print(sc.parallelize(list("abcdefg"), 3).glom().collect(), sc.emptyRDD().getNumPartitions())
print(pairs.partitionBy(3).glom().collect(), pairs.partitionBy(2, lambda k: 7).glom().collect())
print(numbers.coalesce(2).glom().collect(), numbers.repartition(2).map(lambda x: x).count())
print(numbers.mapPartitionsWithIndex(lambda i, it: [(i, sum(it))]).collect())

print("# order")
print(numbers.sortBy(lambda x: -x, numPartitions=2).glom().collect())
print(pairs.filter(lambda p: p[0]).sortByKey(ascending=False, numPartitions=2).glom().collect())
print(numbers.map(lambda x: (x % 4, x)).repartitionAndSortWithinPartitions(2, lambda k: k).glom().collect())
print(
    numbers.take(4),
    numbers.top(2),
    numbers.takeOrdered(2, key=lambda x: -x),
    numbers.first(),
    numbers.max(),
    numbers.min(),
)

print("# samples")
print(numbers.sample(False, 0.5, 7).collect(), numbers.sample(True, 2.0, 7).collect())
print(numbers.takeSample(False, 3, 5), numbers.takeSample(True, 12, 5), numbers.takeSample(False, 99, 5))
print([part.collect() for part in numbers.randomSplit([1, 2], 17)])
print(numbers.map(lambda x: (x % 2, x)).sampleByKey(False, {0: 0.9, 1: 0.3}, 3).collect())

print("# pairs")
print(sorted(pairs.reduceByKey(add).collect(), key=str), pairs.reduceByKeyLocally(add))
print(sorted(pairs.groupByKey().mapValues(list).collect(), key=str))
print(sorted(pairs.aggregateByKey([], lambda xs, x: [*xs, x], add).collect(), key=str))
print(sorted(pairs.foldByKey(10, add).collect(), key=str))
other = sc.parallelize([("a", "x"), ("c", "y")])
for join in (pairs.join, pairs.leftOuterJoin, pairs.rightOuterJoin, pairs.fullOuterJoin):
    print(sorted(join(other).collect(), key=str))
print(sorted(((k, [list(v) for v in vs]) for k, vs in pairs.cogroup(other).collect()), key=str))
print(
    sorted(pairs.subtractByKey(other).collect(), key=str),
    pairs.lookup("a"),
    pairs.partitionBy(3, lambda k: 1).lookup("b"),
)
print(sorted(pairs.flatMapValues(range).collect(), key=str), sorted(pairs.keys().distinct().collect(), key=str))
print(dict(pairs.countByKey()), pairs.filter(lambda p: p[0]).collectAsMap())

print("# sets")
print(numbers.union(sc.parallelize(["x"])).collect(), (numbers + numbers).count(), sc.union([numbers, pairs]).count())
print(sorted(numbers.intersection(sc.parallelize([1, 20, 3])).collect()))
print(sorted(numbers.subtract(sc.parallelize([1, 2])).collect()), numbers.cartesian(sc.parallelize([1, 2])).take(3))
print(numbers.zip(numbers.map(str)).take(2), numbers.zipWithIndex().take(5)[-1], numbers.zipWithUniqueId().collect())
print(
    numbers.keyBy(lambda x: x * x).take(2),
    sorted((k, sorted(v)) for k, v in numbers.groupBy(lambda x: x % 2).collect()),
)

print("# folding")
print(
    numbers.reduce(add),
    numbers.fold(0, add),
    numbers.aggregate((0, 0), lambda a, x: (a[0] + x, a[1] + 1), lambda a, b: (a[0] + b[0], a[1] + b[1])),
)
print(numbers.treeReduce(add), numbers.treeAggregate(0, add, add, 3), numbers.sum(), numbers.count(), numbers.isEmpty())
print(
    numbers.stats(),
    numbers.mean(),
    numbers.variance(),
    numbers.stdev(),
    numbers.sampleStdev(),
    numbers.sampleVariance(),
)
print(
    numbers.histogram(3),
    numbers.histogram([0, 4, 9]),
    numbers.histogram([0, 1, 9]),
    sc.parallelize([1.5, 2.5]).histogram(2),
)
print(sorted(sc.parallelize("abca").countByValue().items()))

print("# the rest")
print(list(numbers.toLocalIterator()), list(numbers.toLocalIterator(True))[:2], numbers.pipe("cat").take(2))
kept = numbers.map(lambda x: x + 1).persist(StorageLevel.DISK_ONLY).setName("kept")
print(kept.count(), kept.getStorageLevel(), kept.name(), kept.is_cached, kept.unpersist().is_cached)
print(sc.runJob(numbers, lambda it: [len(list(it))], [0, 2]))
sc.parallelize(["b", "ä"], 1).saveAsTextFile("lines")
print(
    sc.textFile("lines").collect(),
    sc.textFile("lines", use_unicode=False).collect(),
    [t for _, t in sc.wholeTextFiles("lines").collect()],
)
for wrong in (
    lambda: numbers.sample(False, -1.0),
    lambda: numbers.randomSplit([-1.0]),
    lambda: sc.emptyRDD().reduce(add),
    lambda: sc.emptyRDD().first(),
    lambda: numbers.zip(sc.parallelize([1], 1)),
    lambda: numbers.histogram([2, 1]),
    lambda: numbers.coalesce(0),
    lambda: numbers.takeOrdered(-1),
    lambda: sc.accumulator("text"),
    lambda: numbers.persist("MEMORY"),
):
    try:
        print(wrong())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
sc.stop()
