"""shinchoku: progress reports of Japanese prefectures and cities become datasets."""

__version__ = "0.1.0"
