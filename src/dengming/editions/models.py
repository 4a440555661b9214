"""What judging goes by, and when it was known: words as integers, the rulebook's editions, the demo's own date."""

from typing import Final

from django.db import models

FAR_MOMENT: Final = 2**53
"""The moment that stands for "not yet": greater than any real second count, exact in every engine."""


class Word(models.Model):
    """A name of the rulebook as an integer, so that facts and spans compare integers.

    Words are never renamed or removed.
    """

    class Space(models.TextChoices):
        """What the word names."""

        KIND = "kind", "事项"
        ROLE = "role", "角色"

    space = models.CharField(max_length=8, choices=Space.choices)
    name = models.CharField(max_length=160)

    class Meta:
        verbose_name = "词"
        constraints = [models.UniqueConstraint(fields=["space", "name"], name="one_word_per_space")]

    def __str__(self) -> str:
        return f"{self.space}:{self.name}"


class Edition(models.Model):
    """One installed state of the rules: the merged rulebook, the holiday table and the local parameters.

    Editions are append-only. The newest with `entered` not after the moment asked about is in force as known then; the
    first one is entered at moment 0 and so counts from always.
    """

    digest = models.CharField(max_length=64, verbose_name="摘要")
    entered = models.BigIntegerField(unique=True, verbose_name="装入时刻")
    rulebook = models.TextField(verbose_name="制度")
    holidays = models.TextField(verbose_name="节假日表")
    parameters = models.TextField(verbose_name="本地参数")
    note = models.CharField(max_length=200, blank=True, verbose_name="说明")

    class Meta:
        verbose_name = "制度版本"
        ordering = ["entered"]

    def __str__(self) -> str:
        return f"{self.digest[:12]}@{self.entered}"


class DemoDate(models.Model):
    """The visible 演示日期. One row in demo mode, none otherwise; pages and commands take it for today."""

    date = models.DateField(verbose_name="演示日期")
    started = models.BigIntegerField(verbose_name="演示开始时刻")

    class Meta:
        verbose_name = "演示日期"

    def __str__(self) -> str:
        return self.date.isoformat()
